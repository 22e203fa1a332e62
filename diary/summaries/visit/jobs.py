"""PDFs that are made in the background. The row is the truth, the queue only a nudge."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from celery import current_app
from django.db import IntegrityError, transaction
from django.db.models import Q
from kombu.exceptions import OperationalError

from ldn_app.access.viewer import Viewer, on_behalf_of
from ldn_app.accounts.cipher import decrypt_bytes, encrypt_bytes

from ..charts.style import PRINT
from ..domain.period import Period
from ..domain.sections import known_sections
from ..models import PdfFile, PdfJob
from ..models.pdf_job import KEPT_FOR
from .choice import Chosen
from .compose import sheet_of
from .pdf import sheet_pdf

log = logging.getLogger(__name__)

LONG_DAYS = 180
# A worker that was killed leaves its job behind; nothing that we print takes this long.
GIVEN_UP_AFTER = timedelta(minutes=5)
NUDGED_AGAIN_AFTER = timedelta(seconds=30)
WHY = "a worker makes whoever's PDF waits, and clears old ones"
MAKE = "diary.summaries.tasks.make_pdf"

State = PdfJob.State
AT_WORK = Q(state__in=[State.WAITING, State.WORKING])


def takes_long(period: Period) -> bool:
    """Whether a PDF of ``period`` is made by a worker and not while the browser waits."""
    return period.days >= LONG_DAYS


def ask_for_pdf(viewer: Viewer, period: Period, chosen: Chosen, *, now: datetime) -> PdfJob:
    """The job that makes the PDF of ``period``. A second tap gets the job of the first."""
    rows = PdfJob.objects.editable_by(viewer)
    same = {"first_day": period.first, "last_day": period.last}
    job = rows.filter(AT_WORK, **same).first()
    if job is not None:
        return job
    try:
        with transaction.atomic():
            job = rows.create(
                period=period.choice,
                sections=[section.value for section in chosen.sections],
                asked_at=now,
                **same,
            )
    except IntegrityError:  # The other tap was quicker.
        return rows.filter(AT_WORK, **same).latest("asked_at")
    transaction.on_commit(lambda: _nudge(job.pk))
    return job


def job_of(viewer: Viewer, public_id) -> PdfJob | None:
    """The viewer's own job; None when it is somebody else's or never was."""
    return PdfJob.objects.visible_to(viewer).filter(public_id=public_id).first()


def content_of(job: PdfJob, *, now: datetime) -> bytes | None:
    """The PDF of a finished job; None before that and once its hour is over."""
    if job.state != State.DONE or job.is_over(now):
        return None
    token = PdfFile.objects.filter(job_id=job.pk).values_list("token", flat=True).first()
    return decrypt_bytes(token) if token else None


def make_pdf(job_id: int, *, clock: Callable[[], datetime]) -> None:
    """Make the PDF of a job that waits. Called twice at once, one of them does nothing."""
    rows = PdfJob.objects.unscoped(reason=WHY)
    waiting = rows.filter(pk=job_id, state=State.WAITING)
    if not waiting.update(state=State.WORKING, step=1, started_at=clock()):
        return
    job = rows.select_related("patient").get(pk=job_id)
    try:
        _print(job, clock)
    except Exception as broken:
        # Its words may quote the record; the kind of error says enough to look for it.
        log.error("PDF job %s failed: %s", job_id, type(broken).__name__)
        _move(job, state=State.FAILED, finished_at=clock())


def _print(job: PdfJob, clock: Callable[[], datetime]) -> None:
    sheet = sheet_of(
        on_behalf_of(job.patient_id),
        Period(job.period, job.first_day, job.last_day),
        patient=job.patient,
        sections=known_sections(job.sections),
        now=clock(),
        style=PRINT,
    )
    _move(job, step=2)
    content = sheet_pdf(sheet)
    _move(job, step=3)
    token = encrypt_bytes(content)
    with transaction.atomic():
        if _move(job, state=State.DONE, step=PdfJob.STEPS, finished_at=clock()):
            PdfFile.objects.create(job_id=job.pk, token=token)


def _move(job: PdfJob, **values) -> int:
    """Write how far the job is, unless somebody gave it up or erased it meanwhile."""
    rows = PdfJob.objects.unscoped(reason=WHY)
    return rows.filter(pk=job.pk, state=State.WORKING).update(**values)


def tend_pdf_jobs(*, now: datetime) -> None:
    """Delete what is an hour old, give up what hangs, and nudge again what still waits."""
    rows = PdfJob.objects.unscoped(reason=WHY)
    rows.filter(asked_at__lte=now - KEPT_FOR).delete()
    given_up = rows.filter(state=State.WORKING, started_at__lte=now - GIVEN_UP_AFTER)
    given_up.update(state=State.FAILED, finished_at=now)
    waiting = rows.filter(state=State.WAITING, asked_at__lte=now - NUDGED_AGAIN_AFTER)
    for job_id in waiting.order_by("asked_at").values_list("pk", flat=True)[:50]:
        _nudge(job_id)


def _nudge(job_id: int) -> None:
    """Tell the workers. A broker that is away is no error: the next round finds the row."""
    try:
        current_app.send_task(MAKE, args=[job_id], retry=False, expires=300)
    except OperationalError:
        log.warning("the broker is away; the next round finds the PDF that waits")
