"""PDFs of several patients: which are ready and still open, and their ZIP."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from ldn_app.access.audit import record_access
from ldn_app.access.grants import live_grants
from ldn_app.access.models import AccessKind, ShareGrant
from ldn_app.background_jobs.models import PaperBatch, PaperJob
from ldn_app.background_jobs.queries import pieces_of
from ldn_app.background_jobs.services.batches import jobs_in
from ldn_app.background_jobs.zip_stream import Member, zipped
from ldn_app.ui.file_names import file_name, mark_of


@dataclass(frozen=True, slots=True)
class ReadyPaper:
    """A finished PDF, and the grant through which it may still be read."""

    job: PaperJob
    grant: ShareGrant


@dataclass(frozen=True, slots=True)
class BatchState:
    """``asked_for`` patients were chosen, ``made`` of them need no work any more."""

    asked_for: int
    made: int
    at_work: bool
    ready: tuple[ReadyPaper, ...]

    @property
    def left_out(self) -> int:
        return self.asked_for - len(self.ready)


def chosen_grants(user_id: int, chosen: Sequence[UUID], *, now: datetime) -> list[ShareGrant]:
    """Those of ``chosen`` that are open to the clinics of ``user_id``, in the same order."""
    grants = _open_at_clinics(user_id, now).filter(public_id__in=chosen)
    return sorted(grants, key=lambda grant: chosen.index(grant.public_id))


def state_of(batch: PaperBatch, *, now: datetime) -> BatchState:
    jobs = list(jobs_in(batch))
    at_work = sum(job.is_at_work for job in jobs)
    grants = [job.grant_id for job in jobs]
    still_open = {
        grant.pk: grant for grant in _open_at_clinics(batch.reader_id, now).filter(pk__in=grants)
    }
    return BatchState(
        asked_for=batch.asked_for,
        made=batch.asked_for - at_work,
        at_work=bool(at_work),
        ready=tuple(
            ReadyPaper(job, still_open[job.grant_id])
            for job in jobs
            if job.state == PaperJob.State.DONE and job.grant_id in still_open
        ),
    )


def _open_at_clinics(user_id: int, now: datetime):
    return live_grants(user_id, now=now).filter(kind=ShareGrant.Kind.CLINIC)


@transaction.atomic
def record_zip_access(papers: Collection[ReadyPaper], *, reader_name: str, at: datetime) -> None:
    """Each patient's log has its line before the first byte leaves; all of them or none."""
    for paper in papers:
        record_access(paper.grant, reader_name=reader_name, kind=AccessKind.BATCH_FETCHED, at=at)


def zip_of(papers: Collection[ReadyPaper], *, now: datetime) -> Iterator[bytes]:
    """The PDFs under their numbers: no patient's name is in a file's name."""
    local_now = timezone.localtime(now)
    return zipped(_members(papers, local_now.date()), local_now=local_now)


def _members(papers: Collection[ReadyPaper], day: date) -> Iterator[Member]:
    """One in memory at a time. What was taken back a moment ago is gone, and stays out."""
    for paper in papers:
        content = b"".join(pieces_of(paper.job))
        if content:
            mark = f"{mark_of(paper.job.public_id)}_{paper.job.number:02d}"
            name = file_name("pdf", day=day, mark=mark)
            yield Member(name, lambda content=content: [content])
