"""A worker renders a job and stores the result encrypted, piece by piece."""

import logging
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime

from django.db import transaction
from django.db.models import F

from ldn_app.access.viewer import GrantNotLive
from ldn_app.accounts.cipher import encrypt_bytes

from .. import renderers, wakeup
from ..models import PaperJob, PaperPiece
from ..owners import REASON, viewer_of
from ..renderers import JobGivenUp, JobInput

log = logging.getLogger(__name__)

PIECE_BYTES = 256 * 1024

State = PaperJob.State
Clock = Callable[[], datetime]


def render_job(job_id: int, *, clock: Clock) -> None:
    """Render a job that waits. Of two calls at once, one does nothing."""
    rows = PaperJob.objects.unscoped(reason=REASON)
    waiting = rows.filter(pk=job_id, state=State.WAITING)
    if not waiting.update(state=State.WORKING, step=1, tries=F("tries") + 1, started_at=clock()):
        return
    job = rows.select_related("patient", "grant__patient", "look").filter(pk=job_id).first()
    if job is not None:
        _render(job, clock)
        _wake_for_next(job)


def _render(job: PaperJob, clock: Clock) -> None:
    try:
        content = renderers.renderer_of(job.kind).render(_input(job, clock))
        for number, piece in enumerate(_even_pieces(content)):
            _keep(job, number, piece)
        if not _move(job, state=State.DONE, step=F("steps"), finished_at=clock()):
            raise JobGivenUp
    except JobGivenUp:
        return
    except GrantNotLive:
        _fail(job, clock)
    except Exception as broken:
        # Its words may quote the record; the kind of error says enough to look for it.
        log.error("background job %s failed: %s", job.pk, type(broken).__name__)
        _fail(job, clock)


def _input(job: PaperJob, clock: Clock) -> JobInput:
    now = clock()

    def report(step: int, steps: int | None = None) -> None:
        if not _move(job, step=step, **({} if steps is None else {"steps": steps})):
            raise JobGivenUp

    return JobInput(viewer_of(job, now), job.patient, job.asked, now, report)


def _even_pieces(content: Iterable[bytes]) -> Iterator[bytes]:
    """The same content in pieces of PIECE_BYTES, the last one shorter."""
    waiting = bytearray()
    for piece in content:
        waiting += piece
        while len(waiting) >= PIECE_BYTES:
            yield bytes(waiting[:PIECE_BYTES])
            del waiting[:PIECE_BYTES]
    if waiting:
        yield bytes(waiting)


@transaction.atomic
def _keep(job: PaperJob, number: int, piece: bytes) -> None:
    """The job's row is written first, which locks it until the piece is stored: nobody can give the
    job up, or delete it, in between."""
    if not _move(job, state=State.WORKING):
        raise JobGivenUp
    PaperPiece.objects.create(job_id=job.pk, number=number, token=encrypt_bytes(piece))


@transaction.atomic
def _fail(job: PaperJob, clock: Clock) -> None:
    if _move(job, state=State.FAILED, finished_at=clock()):
        PaperPiece.objects.filter(job_id=job.pk).delete()


def _move(job: PaperJob, **values) -> int:
    """Write how far the job is, unless somebody gave it up, took it over or erased it."""
    rows = PaperJob.objects.unscoped(reason=REASON)
    mine = rows.filter(pk=job.pk, state=State.WORKING, tries=job.tries)
    return mine.update(**values)


def _wake_for_next(job: PaperJob) -> None:
    """One job of a batch after the other, so that what others wait for gets a turn in between."""
    if job.batch_id is None:
        return
    rows = PaperJob.objects.unscoped(reason=REASON)
    following = rows.filter(batch_id=job.batch_id, state=State.WAITING).order_by("number").first()
    if following is not None:
        wakeup.wake_workers(following.pk)
