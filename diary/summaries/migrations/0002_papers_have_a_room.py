"""Papers that a worker makes are kept by diary.papers. These rows live for an hour at most: what
was being made at this moment is asked for again."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("summaries", "0001_initial")]

    operations = [
        migrations.DeleteModel(name="PdfFile"),
        migrations.DeleteModel(name="PdfJob"),
    ]
