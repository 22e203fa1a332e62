"""Tonight begins to say what follows from the last answer about opioids, also from earlier ones."""

from django.db import migrations

SHOWN = {"using": "safety.opioid_using", "unsure": "safety.opioid_unsure"}


def show_notices(apps, schema_editor):
    answers = apps.get_model("safety", "OpioidAnswer")._base_manager
    patients = apps.get_model("accounts", "Patient").objects
    last = {}
    rows = answers.order_by("answered_on").values_list("patient_id", "answer")
    for patient_id, answer in rows.iterator():
        last[patient_id] = answer
    for patient_id, answer in last.items():
        if answer in SHOWN:
            patient = patients.get(pk=patient_id)
            keys = sorted({*patient.standing_notices, SHOWN[answer]})
            patients.filter(pk=patient_id).update(standing_notices=keys)


class Migration(migrations.Migration):
    dependencies = [
        ("safety", "0001_initial"),
        ("accounts", "0005_standing_notices"),
    ]

    operations = [migrations.RunPython(show_notices, migrations.RunPython.noop)]
