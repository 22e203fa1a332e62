"""Addresses that are not in the one form of all addresses; told by row id."""

from allauth.account.models import EmailAddress
from django.core.management.base import BaseCommand

from ldn_app.accounts.canonical_rows import bring_accounts
from ldn_app.accounts.models import User


class Command(BaseCommand):
    help = "Brings every account's address to its one form and prints the rows that collide."

    def handle(self, *args, **options) -> None:
        found = bring_accounts(User, EmailAddress)
        for line in found.lines():
            self.stdout.write(line)
        self.stdout.write(f"{found.changed} changed, {len(found.collisions)} left")
