from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0008_one_form_of_addresses")]

    operations = [
        migrations.AddField(
            model_name="sharegrant",
            name="is_current",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
