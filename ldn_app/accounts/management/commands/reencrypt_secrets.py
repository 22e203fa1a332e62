"""Before yesterday's SECRET_KEY is thrown away: secrets of the second step get today's."""

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from ldn_app.accounts.cipher import decrypt, encrypt

KEPT_SECRET = {Authenticator.Type.TOTP: "secret", Authenticator.Type.RECOVERY_CODES: "seed"}


class Command(BaseCommand):
    help = "Encrypts the secrets of the second step anew, with SECRET_KEY. Repeating is harmless."

    @transaction.atomic
    def handle(self, *args, **options) -> None:
        rows = Authenticator.objects.filter(type__in=KEPT_SECRET).select_for_update()
        changed = 0
        for row in rows:
            name = KEPT_SECRET[row.type]
            if name in row.data:
                row.data[name] = encrypt(decrypt(row.data[name]))
                row.save(update_fields=["data"])
                changed += 1
        self.stdout.write(f"{changed} encrypted anew")
