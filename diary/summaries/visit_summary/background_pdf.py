"""The sheet of a long period as a job of a worker, whoever reads it."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from django.utils import timezone

from ldn_app.access.models import Look
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.background_jobs.models import PaperJob
from ldn_app.background_jobs.renderers import JobInput, JobRenderer
from ldn_app.background_jobs.services.asking import ask_for_job

from ..charts.style import PRINT
from ..domain.period import Period, PeriodRequest, within
from .pdf import sheet_name, sheet_pdf
from .preferences import choice_of, period_asked
from .sheet import sheet_of

KIND = "sheet"
STEPS = 4


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
    return ask_for_job(viewer, KIND, question_of(period), now=now, look=look)


def question_of(period: Period) -> dict[str, Any]:
    """What the row of a job keeps of ``period``; without it the default of each reader holds."""
    first, last = period.first.isoformat(), period.last.isoformat()
    return {"period": period.choice, "first": first, "last": last}


def period_in(job_asked: dict[str, Any]) -> Period:
    first, last = date.fromisoformat(job_asked["first"]), date.fromisoformat(job_asked["last"])
    return Period(job_asked["period"], first, last)


def name_of(job: PaperJob) -> str:
    """What the PDF is called; fetched twice, it has one name."""
    days = period_in(job.asked).days if job.asked else None
    return sheet_name(timezone.localdate(job.asked_at), days=days, mark=job.public_id)


def render_sheet(job: JobInput) -> Iterator[bytes]:
    """Read and drawn, set, handed over. The days are cut once more to those that may be read now,
    and the sections are those that the patient wants on it now."""
    viewer, patient = job.viewer, job.patient
    chosen = choice_of(viewer, patient)
    if job.asked:
        period = within(period_in(job.asked), viewer.first_day, viewer.last_day)
    else:  # What a reader's page opens with.
        period = period_asked(viewer, chosen, PeriodRequest(), patient=patient, now=job.now)
    sheet = sheet_of(
        viewer,
        period,
        patient=patient,
        sections=chosen.sections,
        now=job.now,
        style=PRINT,
    )
    job.report(2)
    content = sheet_pdf(sheet)
    job.report(3)
    yield content


sheet_renderer = JobRenderer(render_sheet, STEPS)
