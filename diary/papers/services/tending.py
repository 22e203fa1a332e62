"""What is over goes, what hangs is begun anew, what still waits is nudged again."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from ldn_app.access.models import ShareGrant
from ldn_app.accounts.models import SignInSession

from .. import nudging
from ..forgetting import forget_batches, forget_jobs
from ..models import PaperBatch, PaperJob, PaperPiece
from ..models.paper_batch import KEPT_FOR
from ..owners import REASON

# A worker that was killed leaves its job behind; nothing that we print takes this long.
GIVEN_UP_AFTER = timedelta(minutes=2)
NUDGED_AGAIN_AFTER = timedelta(seconds=30)
# A worker that is stopped takes no paper along; a paper that stops two workers is left alone.
TRIES = 2

State = PaperJob.State


def tend_papers(*, now: datetime) -> None:
    """Every minute; as often as anybody likes."""
    _forget(now)
    _begin_anew(now)
    for job_id in _waiting_too_long(now):
        nudging.nudge(job_id)


def forget_papers_through(grant: ShareGrant) -> None:
    """The patient ended ``grant``: what was made through it, or still is, goes with it."""
    forget_jobs(_rows().filter(grant=grant))


def _forget(now: datetime) -> None:
    """An hour is over, the session is over, or the grant is."""
    forget_jobs(_rows().filter(asked_at__lte=now - KEPT_FOR))
    ended = ShareGrant.objects.unscoped(reason=REASON).exclude(revoked_at=None, expires_at__gt=now)
    forget_jobs(_rows().filter(grant__in=ended))
    session = SignInSession.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    over = Q(asked_at__lte=now - KEPT_FOR) | ~Exists(session)
    forget_batches(PaperBatch.objects.filter(over))


@transaction.atomic
def _begin_anew(now: datetime) -> None:
    hanging = _rows().filter(state=State.WORKING, started_at__lte=now - GIVEN_UP_AFTER)
    hanging.filter(tries__gte=TRIES).update(state=State.FAILED, finished_at=now)
    hanging.update(state=State.WAITING, step=0)
    unfinished = [State.WAITING, State.FAILED]
    PaperPiece.objects.filter(job__state__in=unfinished).delete()


def _waiting_too_long(now: datetime) -> list[int]:
    """Single papers, and of each batch at which nobody works the next one."""
    waiting = _rows().filter(state=State.WAITING, asked_at__lte=now - NUDGED_AGAIN_AFTER)
    single = waiting.filter(batch=None).order_by("asked_at")[:50]
    at_it = _rows().filter(batch=OuterRef("batch"), state=State.WORKING)
    earlier = _rows().filter(
        batch=OuterRef("batch"), state=State.WAITING, number__lt=OuterRef("number")
    )
    several = waiting.filter(~Exists(at_it), ~Exists(earlier), batch__isnull=False)
    return [job.pk for job in (*single, *several.order_by("asked_at")[:50])]


def _rows():
    return PaperJob.objects.unscoped(reason=REASON)
