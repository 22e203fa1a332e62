"""Of several grants for one clinic or address that were not revoked, the newest is current."""

from django.db import migrations

KEYS = {"clinic": "clinic_id", "person": "invited_email"}


def keep_the_newest(apps, schema_editor):
    grants = apps.get_model("access", "ShareGrant")._base_manager.filter(revoked_at__isnull=True)
    for kind, key in KEYS.items():
        seen, older = set(), []
        rows = grants.filter(kind=kind).order_by("-created_at", "-pk")
        for pk, *named in rows.values_list("pk", "patient_id", key):
            (older.append(pk) if tuple(named) in seen else seen.add(tuple(named)))
        grants.filter(pk__in=older).update(is_current=False)


class Migration(migrations.Migration):
    dependencies = [("access", "0009_sharegrant_is_current")]

    operations = [migrations.RunPython(keep_the_newest, migrations.RunPython.noop)]
