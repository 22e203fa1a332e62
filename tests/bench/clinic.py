"""script/bench clinic: the list and one sheet, for doctors of 50 and of 500 patients."""

import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import psutil
from django.conf import settings
from django.db import connections
from django.test import Client
from django.utils import timezone

from ldn_app.access.grants import live_grants
from ldn_app.accounts.models import Clinician, Patient
from ldn_app.clock import clock_of
from ldn_app.supervise.preflight import RunConfig
from ldn_app.supervise.prepare import prepare
from tests.sql import statements

from .clinic_crowd import clinic_of, complete
from .crowd import analyze, seed_many
from .figures import Figures
from .load import Call, one_after_another
from .visitors import session_of
from .web import Spent, Web, free_port, running_web

SIZES = (50, 500)
WARM_UP = 5
ROUNDS = 5


@dataclass(frozen=True)
class Desk:
    """A doctor's browser: signed in with two proofs, and the sheet of one patient."""

    session: str
    sheet: str

    def calls(self) -> dict[str, Call]:

        headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={self.session}"}
        return {"list": Call("/shared/", headers), "sheet": Call(self.sheet, headers)}


def measure_clinic(figures: Figures, *, nights: int, database: psutil.Process | None) -> None:
    """Every patient has a diary of ``nights`` nights."""

    prepare()
    desks = _seed(nights)
    for size, desk in desks.items():
        for name, call in desk.calls().items():
            figures.add(f"{name}_{size}.sql", _count_sql(desk, call))
    connections.close_all()
    place = RunConfig("127.0.0.1", free_port(), Path(os.environ["LDN_DATA_DIR"]))
    with running_web(place, database=database) as web:
        figures.add("web.megabytes_before", web.megabytes())
        for name in ("list", "sheet"):
            _measure(figures, web, name, {size: one.calls()[name] for size, one in desks.items()})
        figures.add("web.megabytes", web.megabytes())


def _seed(nights: int) -> dict[int, Desk]:
    """One crowd; the doctor of few shares the database with the doctor of many."""

    now = timezone.now()
    today = clock_of(Patient(time_zone="Asia/Tokyo")).day_of(now)
    people = seed_many(sum(SIZES), nights, today=today)
    complete(people, nights=nights, today=today)
    desks = {}
    for size in SIZES:
        mine, people = people[:size], people[size:]
        desks[size] = _desk(clinic_of(mine, name=f"doctor{size}", now=now), now)
    analyze()
    return desks


def _desk(doctor: Clinician, now: datetime) -> Desk:

    grant = live_grants(doctor.user_id, now=now).filter(rolling_days=90).first()
    return Desk(session_of(doctor.user, proved_twice=True), f"/shared/{grant.public_id}/")


def _count_sql(desk: Desk, call: Call) -> int:
    """Of the second time: the first one of a day writes into the patients' logs."""

    client = Client(headers={"Host": "127.0.0.1"})
    client.cookies[settings.SESSION_COOKIE_NAME] = desk.session
    counts = []
    for _ in range(2):
        with statements() as found:
            answer = client.get(call.path)
        if answer.status_code != call.status:
            raise RuntimeError(f"{call.path}: {answer.status_code}")
        counts.append(len(found))
    return max(counts)


def _measure(figures: Figures, web: Web, name: str, calls: dict[int, Call]) -> None:
    """The sizes take turns, so that whatever else the machine does weighs on both alike."""

    spent = {size: Spent() for size in calls}
    for call in calls.values():
        one_after_another(web.port, call, WARM_UP)
    for _ in range(ROUNDS):
        for size, call in calls.items():
            spent[size].add(web, call)
    for size, one in spent.items():
        figures.add(f"{name}_{size}.cpu_ms", one.web_ms)
        figures.add(f"{name}_{size}.db_cpu_ms", one.database_ms)
        figures.add(f"{name}_{size}.p50_ms", one.taken.p50)
        figures.add(f"{name}_{size}.p99_ms", one.taken.p99)
        figures.add(f"{name}_{size}.html_gz_bytes", one.taken.body_bytes)
    few, many = (spent[size].cpu_ms for size in SIZES)
    figures.add(f"{name}.ratio_500_50", many / few)
