from django.db import migrations


def make_clinics(apps, schema_editor):
    """A look that was given to a clinician goes to a clinic of which they are the owner."""
    from ldn_app.accounts.clinic_code import new_code

    Clinic = apps.get_model("accounts", "Clinic")
    ClinicMember = apps.get_model("accounts", "ClinicMember")
    ShareGrant = apps.get_model("access", "ShareGrant")
    clinics = {}
    for grant in ShareGrant._base_manager.filter(clinic=None).select_related("clinician"):
        clinician = grant.clinician
        if clinician.pk not in clinics:
            name = clinician.institution or clinician.name
            clinics[clinician.pk] = Clinic.objects.create(name=name, code=new_code())
            ClinicMember.objects.create(
                clinic=clinics[clinician.pk],
                clinician=clinician,
                is_owner=True,
                joined_at=clinician.created_at,
            )
        grant.clinic = clinics[clinician.pk]
        grant.accepted_at = grant.created_at
        grant.save(update_fields=["clinic", "accepted_at"])


class Migration(migrations.Migration):
    dependencies = [("access", "0003_looks")]

    operations = [migrations.RunPython(make_clinics, migrations.RunPython.noop)]
