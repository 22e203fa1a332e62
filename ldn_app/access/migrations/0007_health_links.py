from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0006_only_a_clinic_may_comment"),
        ("accounts", "0006_clinic_invitation"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="sharegrant",
            name="share_grant_is_made_out_to_its_kind",
        ),
        migrations.AlterField(
            model_name="sharegrant",
            name="kind",
            field=models.CharField(
                choices=[
                    ("room", "診察室で"),
                    ("clinic", "医療機関に"),
                    ("person", "家族などに"),
                    ("link", "アプリのリンクで"),
                ],
                max_length=10,
            ),
        ),
        migrations.AddConstraint(
            model_name="sharegrant",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(
                        ("clinic", None),
                        ("kind__in", ["room", "link"]),
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
    ]
