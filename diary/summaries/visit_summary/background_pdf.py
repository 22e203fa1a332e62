"""The PDF of a long period, made by a worker, and the words of the page that waits for it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from diary.papers.makers import Maker, Order, offer
from diary.papers.models import PaperJob
from diary.papers.progress import Addresses, Progress, Words, phase_of
from diary.papers.services.asking import ask_for_paper
from ldn_app.access.models import Look
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient

from ..charts.style import PRINT
from ..domain.period import Period, PeriodRequest, within
from .pdf import sheet_name, sheet_pdf
from .preferences import choice_of, period_asked, period_words, query_of
from .sheet import sheet_of

KIND = "sheet"
STEPS = 4


def offer_sheet() -> None:
    """Called once, when the site starts."""
    offer(KIND, Maker(make_sheet, STEPS))


def ask_for_sheet(
    viewer: Viewer,
    patient: Patient,
    asked: PeriodRequest,
    *,
    now: datetime,
    look: Look | None = None,
) -> PaperJob:
    """The job that makes the PDF of the period that was ``asked`` for, as of ``now``."""
    chosen = choice_of(viewer, patient)
    period = period_asked(viewer, chosen, asked, patient=patient, now=now)
    return ask_for_paper(viewer, KIND, question_of(period), now=now, look=look)


def question_of(period: Period) -> dict[str, Any]:
    """What the row of a job keeps of ``period``; without it each reader gets their default."""
    first, last = period.first.isoformat(), period.last.isoformat()
    return {"period": period.choice, "first": first, "last": last}


def period_in(job_asked: dict[str, Any]) -> Period:
    first, last = date.fromisoformat(job_asked["first"]), date.fromisoformat(job_asked["last"])
    return Period(job_asked["period"], first, last)


def name_of(job: PaperJob) -> str:
    """What the PDF is called; fetched twice, it has one name."""
    days = period_in(job.asked).days if job.asked else None
    return sheet_name(timezone.localdate(job.asked_at), days=days, mark=job.public_id)


def make_sheet(order: Order) -> Iterator[bytes]:
    """The sheet is read, drawn, typeset and handed over. The days are cut once more to those that
    may be read now, and the sections are those that the patient wants on it now."""
    viewer, patient = order.viewer, order.patient
    chosen = choice_of(viewer, patient)
    if order.asked:
        period = within(period_in(order.asked), viewer.first_day, viewer.last_day)
    else:  # What a reader's page opens with.
        period = period_asked(viewer, chosen, PeriodRequest(), patient=patient, now=order.now)
    sheet = sheet_of(
        viewer,
        period,
        patient=patient,
        sections=chosen.sections,
        now=order.now,
        style=PRINT,
    )
    order.tell(2)
    content = sheet_pdf(sheet)
    order.tell(3)
    yield content


def sheet_progress(job: PaperJob, words: Words, at: Addresses, *, now: datetime) -> Progress:
    return Progress(
        phase=phase_of(job, now),
        step=job.step,
        steps=job.steps,
        step_words=step_words()[job.step],
        words=words,
        at=at,
        ask_fields=asking_fields(job),
    )


def asking_fields(job: PaperJob) -> tuple[tuple[str, str], ...]:
    asked = job.asked
    return ("period", asked["period"]), ("from", asked["first"]), ("to", asked["last"])


def step_words() -> tuple[str, ...]:
    return (
        _("順番を待っています"),
        _("記録を読んで、図をかいています"),
        _("紙の形にならべています"),
        _("鍵をかけて、しまっています"),
        _("できました"),
    )


def period_lead(job: PaperJob) -> str:
    return period_words(period_in(job.asked))


def period_query(job: PaperJob) -> str:
    return query_of(period_in(job.asked))
