from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from education.checks.dates import past_due
from education.checks.everything import problems
from education.checks.problem import name_of
from education.registry import catalogue


class Command(BaseCommand):
    help = "Fails on what is wrong with the library's content; lists pages past their review."

    def handle(self, *args, **options) -> None:
        found = problems(catalogue())
        for page in past_due(catalogue(), today=timezone.localdate()):
            self.stdout.write(f"past its review: {name_of(page)} (due {page.review_due})")
        for problem in found:
            self.stderr.write(str(problem))
        if found:
            raise CommandError(f"{len(found)} problems")
