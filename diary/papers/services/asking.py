"""A paper is asked for: one job, however often the button is tapped."""

import json
from datetime import datetime
from hashlib import sha256
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from ldn_app.access.models import Look
from ldn_app.access.viewer import Viewer

from ..makers import maker_of
from ..models import PaperJob
from ..nudging import nudge
from ..owners import REASON, jobs_of, owner_columns

State = PaperJob.State
AT_WORK = Q(state__in=[State.WAITING, State.WORKING])


def ask_for_paper(
    viewer: Viewer, kind: str, asked: dict[str, Any], *, now: datetime, look: Look | None = None
) -> PaperJob:
    """The job that makes the paper. A second tap gets the job of the first."""
    rows = jobs_of(viewer, look)
    columns = paper_columns(owner_columns(viewer, look), kind, asked, now)
    same = rows.filter(AT_WORK, once_key=columns["once_key"])
    if (job := same.first()) is not None:
        return job
    try:
        with transaction.atomic():
            job = PaperJob.objects.unscoped(reason=REASON).create(**columns)
    except IntegrityError:  # The other tap was quicker.
        return rows.filter(once_key=columns["once_key"]).latest("asked_at")
    transaction.on_commit(lambda: nudge(job.pk))
    return job


def latest_like(
    viewer: Viewer, kind: str, asked: dict[str, Any], *, now: datetime
) -> PaperJob | None:
    """The newest job of the same question whose hour is not over, whatever became of it."""
    columns = paper_columns(owner_columns(viewer), kind, asked, now)
    rows = jobs_of(viewer).filter(once_key=columns["once_key"])
    job = rows.order_by("-asked_at").first()
    return None if job is None or job.is_over(now) else job


def paper_columns(
    owner: dict[str, int | None], kind: str, asked: dict[str, Any], now: datetime
) -> dict[str, Any]:
    question = json.dumps([owner, kind, asked], sort_keys=True)
    return {
        **owner,
        "kind": kind,
        "asked": asked,
        "once_key": sha256(question.encode()).hexdigest(),
        "steps": maker_of(kind).steps,
        "asked_at": now,
    }
