"""Jobs of several patients in one go, for one session."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction

from ldn_app.access.models import ShareGrant

from ..deletion import delete_batches
from ..models import PaperBatch, PaperJob
from ..owners import REASON
from ..wakeup import wake_workers
from .asking import AT_WORK, job_columns

MOST_PATIENTS = 50


@dataclass(frozen=True, slots=True)
class Session:
    """Who asks, and in which browser."""

    user_id: int
    key: str


def ask_for_batch(
    session: Session,
    grants: Sequence[ShareGrant],
    kind: str,
    asked: dict[str, Any],
    *,
    asked_for: int,
    now: datetime,
) -> PaperBatch:
    """A batch with a job for each of ``grants``, numbered in their order.

    ``asked_for``: how many were chosen, including those that are no longer open. A second tap gets
    the batch of the first; another choice replaces it, also while it is being made.
    """
    if (running := _running(session, grants)) is not None:
        return running
    try:
        return _new_batch(session, grants, kind, asked, asked_for=asked_for, now=now)
    except IntegrityError:  # The other tap was quicker.
        return PaperBatch.objects.get(session_key=session.key)


def _running(session: Session, grants: Sequence[ShareGrant]) -> PaperBatch | None:
    """The batch that is being made for exactly these patients."""
    batch = PaperBatch.objects.filter(session_key=session.key, reader_id=session.user_id).first()
    if batch is None:
        return None
    jobs = jobs_in(batch)
    same = set(jobs.values_list("grant_id", flat=True)) == {grant.pk for grant in grants}
    return batch if same and jobs.filter(AT_WORK).exists() else None


@transaction.atomic
def _new_batch(
    session: Session, grants: Sequence[ShareGrant], kind: str, asked, *, asked_for: int, now
) -> PaperBatch:
    delete_batches(PaperBatch.objects.filter(session_key=session.key))
    batch = PaperBatch.objects.create(
        reader_id=session.user_id, session_key=session.key, asked_for=asked_for, asked_at=now
    )
    jobs = PaperJob.objects.unscoped(reason=REASON).bulk_create(
        PaperJob(number=number, **job_columns(_owner(batch, grant), kind, asked, now))
        for number, grant in enumerate(grants, 1)
    )
    if jobs:
        transaction.on_commit(lambda: wake_workers(jobs[0].pk))
    return batch


def _owner(batch: PaperBatch, grant: ShareGrant) -> dict[str, int | None]:
    return {
        "patient_id": grant.patient_id,
        "grant_id": grant.pk,
        "reader_id": batch.reader_id,
        "look_id": None,
        "batch_id": batch.pk,
    }


def batch_in(session: Session, *, now: datetime) -> PaperBatch | None:
    """The batch of this session; None when there is none or its hour is over."""
    batch = PaperBatch.objects.filter(session_key=session.key, reader_id=session.user_id).first()
    return None if batch is None or batch.is_over(now) else batch


def jobs_in(batch: PaperBatch):
    """The jobs of ``batch`` that still exist, in their order."""
    return PaperJob.objects.unscoped(reason=REASON).filter(batch=batch).order_by("number")
