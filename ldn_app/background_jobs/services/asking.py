"""Asking for a job: one row, however often the button is tapped."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from ldn_app.access.models import Look
from ldn_app.access.viewer import Viewer

from .. import renderers
from ..models import PaperJob
from ..owners import REASON, jobs_of, owner_columns
from ..wakeup import wake_workers

State = PaperJob.State
AT_WORK = Q(state__in=[State.WAITING, State.WORKING])


def ask_for_job(
    viewer: Viewer, kind: str, asked: dict[str, Any], *, now: datetime, look: Look | None = None
) -> PaperJob:
    """The job that answers ``asked``. A second tap gets the job of the first."""
    rows = jobs_of(viewer, look)
    columns = job_columns(owner_columns(viewer, look), kind, asked, now)
    same = rows.filter(AT_WORK, once_key=columns["once_key"])
    if (job := same.first()) is not None:
        return job
    try:
        with transaction.atomic():
            job = PaperJob.objects.unscoped(reason=REASON).create(**columns)
    except IntegrityError:  # The other tap was quicker.
        return rows.filter(once_key=columns["once_key"]).latest("asked_at")
    transaction.on_commit(lambda: wake_workers(job.pk))
    return job


def latest_like(
    viewer: Viewer, kind: str, asked: dict[str, Any], *, now: datetime
) -> PaperJob | None:
    """The newest job for the same question whose hour is not over, in whatever state."""
    columns = job_columns(owner_columns(viewer), kind, asked, now)
    rows = jobs_of(viewer).filter(once_key=columns["once_key"])
    job = rows.order_by("-asked_at").first()
    return None if job is None or job.is_over(now) else job


def job_columns(
    owner: dict[str, int | None], kind: str, asked: dict[str, Any], now: datetime
) -> dict[str, Any]:
    question = json.dumps([owner, kind, asked], sort_keys=True)
    return {
        **owner,
        "kind": kind,
        "asked": asked,
        "once_key": sha256(question.encode()).hexdigest(),
        "steps": renderers.renderer_of(kind).steps,
        "asked_at": now,
    }
