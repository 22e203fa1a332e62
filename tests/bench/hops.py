"""How many of our own files and functions one journey goes through (script/hops).

Counts what is entered in diary, ldn_app and education, without migrations. Each journey runs once
before it is measured, so that templates and caches are loaded. The record is invented and stays in
an SQLite database in a temporary folder; the clock stands at one evening.

Two figures each: everything, and the journey's own path. That begins at the view's decorator or at
the task, and leaves out middleware and what templates call (tags, filters, context processors).
"""

import logging
import os
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import CodeType, FrameType

import django
import time_machine
from django.template import Template

ROOT = Path(__file__).resolve().parents[2]
OUR_HOUSES = tuple(f"{ROOT / house}{os.sep}" for house in ("diary", "ldn_app", "education"))
NOT_FUNCTIONS = {"<module>", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>"}
# Its decorators are on every view, inside all middleware.
AUDIENCE = str(ROOT / "ldn_app" / "access" / "audience.py")
AFTERNOON = datetime(2026, 11, 22, 6, tzinfo=UTC)  # 15:00 in Tokyo
EVENING = datetime(2026, 11, 22, 13, 4, tzinfo=UTC)  # 22:04 in Tokyo
DAYS_OF_RECORD = 120


@dataclass
class Hops:
    """What was entered. ``depth``: most functions of ours on the stack at one moment."""

    functions: set[CodeType] = field(default_factory=set)
    depth: int = 0
    _open: int = 0

    @property
    def files(self) -> list[str]:
        paths = {function.co_filename for function in self.functions}
        return sorted(str(Path(path).relative_to(ROOT)) for path in paths)

    def enter(self, function: CodeType) -> None:
        self.functions.add(function)
        self._open += 1
        self.depth = max(self.depth, self._open)

    def leave(self) -> None:
        self._open -= 1

    def __str__(self) -> str:
        return f"files {len(self.files):>3}  functions {len(self.functions):>3}  depth {self.depth}"


@dataclass
class Journey:
    """``everything``, and ``own_path``: from the view or the task on, without templates."""

    name: str
    is_request: bool
    everything: Hops = field(default_factory=Hops)
    own_path: Hops = field(default_factory=Hops)
    _views: int = 0
    _templates: int = 0

    def profile(self, frame: FrameType, event: str, _argument: object) -> None:
        """For ``sys.setprofile``. A generator that pauses leaves, and enters when it goes on."""
        if event not in {"call", "return"}:
            return
        step = 1 if event == "call" else -1
        if frame.f_code.co_filename == AUDIENCE:
            self._views += step
        if frame.f_code is Template.render.__code__:
            self._templates += step
        elif is_our_function(frame.f_code):
            for hops in self._counted():
                hops.enter(frame.f_code) if step == 1 else hops.leave()

    def _counted(self) -> list[Hops]:
        is_own = (self._views > 0 or not self.is_request) and not self._templates
        return [self.everything, self.own_path] if is_own else [self.everything]


def is_our_function(code: CodeType) -> bool:
    if code.co_name in NOT_FUNCTIONS or "/migrations/" in code.co_filename:
        return False
    return code.co_filename.startswith(OUR_HOUSES)


def measured(journey: Journey, run: Callable[[], None], *, before: Callable[[], None]) -> Journey:
    """``before`` runs unmeasured, once for the run that loads caches and once again."""
    before()
    run()
    before()
    sys.setprofile(journey.profile)
    try:
        run()
    finally:
        sys.setprofile(None)
    return journey


def main(arguments: list[str]) -> None:
    with tempfile.TemporaryDirectory(prefix="ldn-hops-") as folder:
        on_throw_away_database(Path(folder))
        with time_machine.travel(EVENING, tick=False) as clock:
            for journey in every_journey(clock):
                print(f"{journey.name:<13} everything  {journey.everything}")
                print(f"{'':<13} own path    {journey.own_path}")
                if "--files" in arguments:
                    print("".join(f"    {path}\n" for path in journey.own_path.files), end="")


def on_throw_away_database(folder: Path) -> None:
    os.environ |= {
        "DJANGO_SETTINGS_MODULE": "ldn_app.settings.test",
        "DATABASE_URL": f"sqlite:///{folder / 'hops.sqlite3'}",
        "LDN_DATA_DIR": str(folder),
        "REDIS_URL": "memory://",
    }
    django.setup()
    logging.disable(logging.WARNING)
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)


def every_journey(clock: time_machine.Traveller) -> list[Hops]:
    from django.test import Client

    from tests.mailbox import smtp_server

    patient = a_patient_with_a_record()
    client = Client()
    client.force_login(patient.user)
    with smtp_server() as (_mailbox, host, port):
        return [
            measured(
                Journey("GET /visit/", is_request=True),
                lambda: expect(client.get("/visit/"), 200),
                before=lambda: None,
            ),
            measured(
                Journey("POST take", is_request=True),
                lambda: take(client),
                before=lambda: forget_dose(patient),
            ),
            measured(
                Journey("tick to SMTP", is_request=False),
                lambda: tick(host, port),
                before=lambda: next_evening(clock),
            ),
        ]


def expect(response, status: int) -> None:
    if response.status_code != status:
        raise RuntimeError(f"{response.status_code} instead of {status}")


def take(client) -> None:
    expect(client.post("/tonight/2026-11-22/take/", {"right_now": "1"}), 302)


def forget_dose(patient) -> None:
    from diary.doses.models import Dose
    from ldn_app.access.viewer import on_behalf_of

    Dose.objects.editable_by(on_behalf_of(patient.pk)).filter(dose_day="2026-11-22").delete()


def next_evening(clock: time_machine.Traveller) -> None:
    """To an evening whose reminder was not sent yet."""
    clock.move_to(datetime.now(UTC) + timedelta(days=1))


def tick(host: str, port: int) -> None:
    """What beat starts, and what the mail worker does when it is woken."""
    from django.test import override_settings

    from diary.reminders import tasks

    mail = {
        "EMAIL_BACKEND": "ldn_app.smtp.EmailBackend",
        "EMAIL_HOST": host,
        "EMAIL_PORT": port,
        "EMAIL_HOST_USER": "",
        "EMAIL_HOST_PASSWORD": "",
        "EMAIL_USE_TLS": False,
        "EMAIL_USE_SSL": False,
    }
    with override_settings(**mail):
        tasks.tick()
        tasks.deliver_mail()


def a_patient_with_a_record():
    """Something of everything that the summary shows, and a dose reminder at 22:00 by mail."""
    from tests.factories import check_ins, papers
    from tests.factories.accounts import a_patient
    from tests.factories.entries import make_dose
    from tests.factories.plans import make_plan
    from tests.factories.reminders import make_reminder
    from tests.factories.visits import make_visits

    patient = a_patient()
    today = AFTERNOON.date()
    plan = make_plan(patient, first_day=today - timedelta(days=DAYS_OF_RECORD))
    for back in range(1, DAYS_OF_RECORD):
        if back % 9:
            make_dose(plan, today - timedelta(days=back))
    check_ins.fill_diary(patient, last=today, days=DAYS_OF_RECORD, symptoms=4)
    check_ins.make_effect(patient, today - timedelta(days=3), "urgent_allergy")
    check_ins.make_note(patient, today + timedelta(days=1), text="夢", tell_doctor=True)
    papers.make_result(patient, today - timedelta(days=30), unit="U/L", low_text="13")
    papers.make_score(patient, today - timedelta(days=30))
    papers.make_medicine(patient)
    papers.make_opioid_answer(patient, today - timedelta(days=30))
    papers.make_supply(patient, today - timedelta(days=30))
    make_visits(patient, today)
    make_reminder(patient, now=AFTERNOON)
    return patient


if __name__ == "__main__":
    main(sys.argv[1:])
