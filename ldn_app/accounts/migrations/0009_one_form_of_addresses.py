"""One mailbox, one spelling. Collisions are printed by row id and stay as they are; the command
``canonical_addresses`` tells them again."""

from django.db import migrations

from ldn_app.accounts.canonical_rows import bring_accounts, bring_invitations


def bring(apps, schema_editor) -> None:
    found = bring_accounts(
        apps.get_model("accounts", "User"), apps.get_model("account", "EmailAddress")
    )
    for line in found.lines():
        print(line)  # noqa: T201
    for line in bring_invitations(apps.get_model("accounts", "ClinicInvitation"), "email").lines():
        print(line)  # noqa: T201


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0008_sealed_record"),
        ("account", "0009_emailaddress_unique_primary_email"),
    ]

    operations = [migrations.RunPython(bring, migrations.RunPython.noop)]
