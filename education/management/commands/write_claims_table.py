from django.core.management.base import BaseCommand

from education.claims_table import DOCUMENT, claims_table
from education.registry import catalogue


class Command(BaseCommand):
    help = "Writes docs/claims.md anew from the claims of the library."

    def handle(self, *args, **options) -> None:
        DOCUMENT.write_text(claims_table(catalogue()), encoding="utf-8")
