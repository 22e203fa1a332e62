"""Invited people are found by the one form of their address."""

from django.db import migrations

from ldn_app.accounts.canonical_rows import bring_invitations


def bring(apps, schema_editor) -> None:
    for line in bring_invitations(apps.get_model("access", "ShareGrant"), "invited_email").lines():
        print(line)  # noqa: T201


class Migration(migrations.Migration):
    dependencies = [
        ("access", "0007_health_links"),
        ("accounts", "0009_one_form_of_addresses"),
    ]

    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
