from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0011_one_grant_per_clinic_and_address")]

    operations = [
        migrations.RenameField(model_name="accessevent", old_name="page", new_name="kind"),
        migrations.AddField(
            model_name="accessevent",
            name="day",
            field=models.DateField(blank=True, null=True),
        ),
    ]
