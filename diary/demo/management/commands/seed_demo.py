import secrets
from datetime import date

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from diary.demo.diary_rows import TOKYO
from diary.demo.neighbours import AOKI, COLLEAGUES, NEIGHBOURS
from diary.demo.people import DOCTORS, PERSONAS
from diary.demo.seeding import seed_demo
from ldn_app.accounts.models import Patient
from ldn_app.clock import PatientClock


class Command(BaseCommand):
    help = "Replaces the invented people of the demo and prints how to sign in as one of them."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument(
            "--today", type=date.fromisoformat, help="the diaries end the day before (YYYY-MM-DD)"
        )

    def handle(self, *args, today: date | None, **options) -> None:
        if not settings.DEMO_PEOPLE_ALLOWED:
            raise CommandError("The demo people are for development and tests only.")
        now = timezone.now()
        if today is None:
            day_starts_at = Patient._meta.get_field("day_starts_at").default
            today = PatientClock(TOKYO, day_starts_at).day_of(now)
        password = secrets.token_urlsafe(9)
        seed_demo(today=today, password=password, now=now)
        self.stdout.write(_told(password))


def _told(password: str) -> str:
    lines = ["デモの人たちを作りました。どの人も実在しません。", "", "患者:"]
    lines += [f"  {person.email:<24}{person.name}: {person.story}" for person in PERSONAS]
    lines += ["医師と、いっしょに働く人:"]
    lines += [f"  {doctor.email:<24}{doctor.name}({doctor.institution})" for doctor in DOCTORS]
    lines += [f"  {one.email:<24}{one.name}" for one in COLLEAGUES]
    lines += [f"{AOKI}に見せている、ほかの患者(記録は短め):"]
    neighbours = [one.persona for one in NEIGHBOURS]
    lines += [f"  {person.email:<24}{person.name}: {person.story}" for person in neighbours]
    lines += [
        "",
        f"パスワード(全員、いまだけ表示): {password}",
        "またはログイン画面でコードをメールで受け取り、/dev/mail/ で読みます。",
    ]
    return "\n".join(lines)
