"""Finding a job again, and reading its content."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from ldn_app.access.models import Look
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.cipher import decrypt_bytes

from .models import PaperJob, PaperPiece
from .owners import jobs_of


def job_of(
    viewer: Viewer, public_id: UUID, *, kind: str, look: Look | None = None
) -> PaperJob | None:
    """The viewer's own job; None when it is somebody else's or never was."""
    return jobs_of(viewer, look).filter(kind=kind, public_id=public_id).first()


def is_ready(job: PaperJob, now: datetime) -> bool:
    return job.state == PaperJob.State.DONE and not job.is_over(now)


def pieces_of(job: PaperJob) -> Iterator[bytes]:
    """The content of a finished job, one piece in memory at a time."""
    tokens = PaperPiece.objects.filter(job=job).order_by("number").values_list("token", flat=True)
    for token in tokens.iterator(chunk_size=1):
        yield decrypt_bytes(token)


def content_of(job: PaperJob, *, now: datetime) -> bytes | None:
    """The whole content; None before it is finished and once its hour is over."""
    return b"".join(pieces_of(job)) if is_ready(job, now) else None
