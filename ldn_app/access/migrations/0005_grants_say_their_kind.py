from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0004_clinicians_become_clinics")]

    operations = [
        migrations.RemoveField(
            model_name="sharegrant",
            name="clinician",
        ),
        migrations.AddConstraint(
            model_name="sharegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("rolling_days__isnull", True),
                    models.Q(("first_day__isnull", True), ("last_day__isnull", True)),
                    _connector="OR",
                ),
                name="share_grant_days_are_fixed_or_rolling",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("clinic", None),
                        ("kind", "room"),
                        ("reader", None),
                        ("secret_digest__isnull", False),
                    ),
                    models.Q(
                        ("clinic__isnull", False),
                        ("kind", "clinic"),
                        ("reader", None),
                        ("secret_digest", None),
                    ),
                    models.Q(("clinic", None), ("kind", "person"), ("secret_digest", None)),
                    _connector="OR",
                ),
                name="share_grant_is_made_out_to_its_kind",
            ),
        ),
        migrations.AddConstraint(
            model_name="sharegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(("wrong_codes__lte", 10)),
                name="share_grant_wrong_codes_within_budget",
            ),
        ),
    ]
