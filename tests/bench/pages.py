"""script/bench pages: the pages people open most, at the age of a month and of ten years."""

import os
from pathlib import Path

import psutil
from django.db import connections
from django.utils import timezone

from diary.doses.clock import clock_of
from ldn_app.accounts.models import Patient
from ldn_app.supervise.ground import Place
from ldn_app.supervise.prepare import prepare
from tests.sql import statements

from .aims import SQL as PAGES
from .crowd import analyze, seed_many
from .figures import Figures
from .first_visit import load_first_time
from .load import Call, one_after_another, together
from .visitors import AGES, Visitor, visitor
from .web import Web, free_port, running_web

WARM_UP = 20
MEASURED = 200
TOGETHER = 50
PDFS = 20


def measure_pages(
    figures: Figures, *, patients: int, nights: int, database: psutil.Process | None
) -> None:
    """Seed, serve and measure on the database that the environment names.

    ``database``: the process whose CPU is the database's; None where it is the web server's own.
    """
    prepare()
    people = _seed(patients, nights)
    for age, person in people.items():
        for name, call in person.calls().items():
            figures.add(f"{name}.sql{_after(age)}", _count_sql(person, call))
    connections.close_all()
    place = Place("127.0.0.1", free_port(), Path(os.environ["LDN_DATA_DIR"]))
    with running_web(place, database=database) as web:
        for name in PAGES:
            for age, person in people.items():
                _measure(figures, web, name, person.calls()[name], _after(age))
            figures.add(f"{name}.ratio_10y_30d", _ratio(figures.values, name))
        _measure_first_visits(figures, web, people["30d"])
        _measure_pdf(figures, web, people["30d"])


def _seed(patients: int, nights: int) -> dict[str, Visitor]:
    """The crowd, and one person of each age."""
    today = clock_of(Patient(time_zone="Asia/Tokyo")).day_of(timezone.now())
    seed_many(patients, nights, today=today)
    people = {}
    for age, days in AGES.items():
        [patient] = seed_many(1, days, today=today, name=f"age{age}-")
        people[age] = visitor(patient, today=today)
    analyze()
    return people


def _after(age: str) -> str:
    """Plain names belong to the month-old diary."""
    return "" if age == "30d" else f"_{age}"


def _count_sql(person: Visitor, call: Call) -> int:
    with statements() as found:
        answer = person.send(call)
    if answer.status_code != call.status:
        raise RuntimeError(f"{call.path}: {answer.status_code}")
    return len(found)


def _measure(figures: Figures, web: Web, name: str, call: Call, after: str) -> None:
    """Latency and CPU one after another, then requests a second with four clients."""
    one_after_another(web.port, call, WARM_UP)
    web_before, database_before = web.cpu_seconds(), web.database_cpu_seconds()
    taken = one_after_another(web.port, call, MEASURED)
    web_cpu = web.cpu_seconds() - web_before
    database_cpu = web.database_cpu_seconds() - database_before
    figures.add(f"{name}.p50_ms{after}", taken.p50)
    figures.add(f"{name}.p99_ms{after}", taken.p99)
    figures.add(f"{name}.cpu_ms{after}", web_cpu * 1000 / MEASURED)
    if web.database:
        figures.add(f"{name}.db_cpu_ms{after}", database_cpu * 1000 / MEASURED)
    figures.add(f"{name}.requests_per_s{after}", together(web.port, call, TOGETHER))
    figures.add(f"{name}.html_gz_bytes{after}", taken.body_bytes)


def _ratio(values: dict[str, float], name: str) -> float:
    """How much longer the same page takes with ten years behind it."""
    return values[f"{name}.p50_ms_10y"] / values[f"{name}.p50_ms"]


def _measure_first_visits(figures: Figures, web: Web, person: Visitor) -> None:
    """A stranger at the front door; a patient whose browser forgot everything, at Tonight."""
    for name, loaded in (
        ("first_visit", load_first_time(web.port, "/")),
        ("first_tonight", load_first_time(web.port, "/tonight/", person)),
    ):
        figures.add(f"{name}.gz_bytes", loaded.bodies)
        figures.add(f"{name}.wire_bytes", loaded.wire)
        figures.add(f"{name}.requests", loaded.requests)


def _measure_pdf(figures: Figures, web: Web, person: Visitor) -> None:
    call = Call("/visit/summary.pdf?period=30", person.headers)
    first = one_after_another(web.port, call, 1)
    taken = one_after_another(web.port, call, PDFS)
    figures.add("pdf.first_ms", first.p50)
    figures.add("pdf.p50_ms", taken.p50)
    figures.add("pdf.p99_ms", taken.p99)
    figures.add("pdf.bytes", taken.body_bytes)
    figures.add("pdf.megabytes", web.megabytes())
