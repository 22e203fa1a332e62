"""Deletes what is over, restarts what hangs, wakes the workers for what still waits."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from ldn_app.access.models import ShareGrant
from ldn_app.accounts.models import SignInSession

from .. import wakeup
from ..deletion import delete_batches, delete_jobs
from ..models import PaperBatch, PaperJob, PaperPiece
from ..models.paper_batch import KEPT_FOR
from ..owners import REASON

# A worker that was killed leaves its job behind; nothing that we render takes this long.
GIVEN_UP_AFTER = timedelta(minutes=2)
WOKEN_AGAIN_AFTER = timedelta(seconds=30)
# A job of a worker that was stopped is begun once more; one that stops two workers is left alone.
TRIES = 2

State = PaperJob.State


def maintain_jobs(*, now: datetime) -> None:
    """Runs every minute; repeating it is harmless."""
    _delete_over(now)
    _restart_hanging(now)
    for job_id in _waiting_too_long(now):
        wakeup.wake_workers(job_id)


def delete_jobs_through(grant: ShareGrant) -> None:
    """Delete what was or is being made through ``grant``, which the patient ended."""
    delete_jobs(_rows().filter(grant=grant))


def _delete_over(now: datetime) -> None:
    """Their hour, their session or their grant is over."""
    delete_jobs(_rows().filter(asked_at__lte=now - KEPT_FOR))
    ended = ShareGrant.objects.unscoped(reason=REASON).exclude(revoked_at=None, expires_at__gt=now)
    delete_jobs(_rows().filter(grant__in=ended))
    session = SignInSession.objects.filter(session_key=OuterRef("session_key"), expire_date__gt=now)
    over = Q(asked_at__lte=now - KEPT_FOR) | ~Exists(session)
    delete_batches(PaperBatch.objects.filter(over))


@transaction.atomic
def _restart_hanging(now: datetime) -> None:
    hanging = _rows().filter(state=State.WORKING, started_at__lte=now - GIVEN_UP_AFTER)
    hanging.filter(tries__gte=TRIES).update(state=State.FAILED, finished_at=now)
    hanging.update(state=State.WAITING, step=0)
    unfinished = [State.WAITING, State.FAILED]
    PaperPiece.objects.filter(job__state__in=unfinished).delete()


def _waiting_too_long(now: datetime) -> list[int]:
    """Single jobs, and the next one of each batch that no worker is at."""
    waiting = _rows().filter(state=State.WAITING, asked_at__lte=now - WOKEN_AGAIN_AFTER)
    single = waiting.filter(batch=None).order_by("asked_at")[:50]
    at_it = _rows().filter(batch=OuterRef("batch"), state=State.WORKING)
    earlier = _rows().filter(
        batch=OuterRef("batch"), state=State.WAITING, number__lt=OuterRef("number")
    )
    several = waiting.filter(~Exists(at_it), ~Exists(earlier), batch__isnull=False)
    return [job.pk for job in (*single, *several.order_by("asked_at")[:50])]


def _rows():
    return PaperJob.objects.unscoped(reason=REASON)
