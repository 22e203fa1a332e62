"""script/bench pages: the pages people open most, at the age of a month and of ten years."""

import os
import subprocess
import sys
from pathlib import Path

import psutil
from django.db import connections
from django.utils import timezone

from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of
from ldn_app.supervise.preflight import RunConfig
from ldn_app.supervise.prepare import prepare
from tests.sql import statements

from .aims import SQL as PAGES
from .crowd import analyze, seed_many
from .figures import ROOT, Figures
from .first_visit import load_first_time
from .load import Call, one_after_another, together
from .visitors import AGES, Visitor, visitor
from .web import Spent, Web, free_port, running_web

WARM_UP = 20
ROUNDS = 10
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
    place = RunConfig("127.0.0.1", free_port(), Path(os.environ["LDN_DATA_DIR"]))
    with running_web(place, database=database) as web:
        for name in PAGES:
            calls = {age: person.calls()[name] for age, person in people.items()}
            _measure(figures, web, name, calls)
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


def _measure(figures: Figures, web: Web, name: str, calls: dict[str, Call]) -> None:
    """Latency and CPU of ``calls`` (one for each age), then requests a second.

    The ages take turns, so that whatever else the machine does weighs on both alike.
    """
    spent = {age: Spent() for age in calls}
    for call in calls.values():
        one_after_another(web.port, call, WARM_UP)
    for _ in range(ROUNDS):
        for age, call in calls.items():
            spent[age].add(web, call)
    for age, call in calls.items():
        one, after = spent[age], _after(age)
        figures.add(f"{name}.p50_ms{after}", one.taken.p50)
        figures.add(f"{name}.p99_ms{after}", one.taken.p99)
        figures.add(f"{name}.cpu_ms{after}", one.web_ms)
        if web.database:
            figures.add(f"{name}.db_cpu_ms{after}", one.database_ms)
        figures.add(f"{name}.requests_per_s{after}", together(web.port, call, TOGETHER))
        figures.add(f"{name}.html_gz_bytes{after}", one.taken.body_bytes)
    figures.add(f"{name}.ratio_10y_30d", spent["10y"].cpu_ms / spent["30d"].cpu_ms)


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
    """``web.megabytes``: the worker after all pages, and after its PDFs."""
    call = Call("/visit/summary.pdf?period=30", person.headers)
    figures.add("web.megabytes", web.megabytes())
    first = one_after_another(web.port, call, 1)
    taken = one_after_another(web.port, call, PDFS)
    figures.add("pdf.first_ms", first.p50)
    figures.add("pdf.p50_ms", taken.p50)
    figures.add("pdf.p99_ms", taken.p99)
    figures.add("pdf.bytes", taken.body_bytes)
    figures.add("pdf.megabytes", _pdf_megabytes(person))
    figures.add("web.megabytes_after_pdf", web.megabytes())


def _pdf_megabytes(person: Visitor) -> float:
    """The peak of a process of its own: what a PDF needs beside Django and nothing else."""
    command = [sys.executable, "-m", "tests.bench.pdf_alone", str(person.patient_id), str(PDFS)]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return float(told.stdout)
