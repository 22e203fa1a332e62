from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("access", "0007_health_links")]

    operations = [
        migrations.AddField(
            model_name="sharegrant",
            name="is_current",
            field=models.BooleanField(db_default=True, default=True),
        ),
    ]
