"""What the pages of one job have of their own; ``views`` serves them, ``urls`` names them.

Each package that offers a job subclasses ``JobPages`` once for each sort of owner.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from ldn_app.access.audience import (
    for_clinician,
    for_patient,
    for_reader,
    for_visitor,
    for_waiting_reader,
    for_waiting_visitor,
)
from ldn_app.access.models import AccessKind, ShareGrant
from ldn_app.ui.audience import View

from .models import PaperBatch, PaperJob
from .progress import JobAddresses, Progress
from .queries import job_of


@dataclass(frozen=True, slots=True)
class JobOwner:
    """Who may ask for a job and watch it: the decorators of those views.

    ``may_wait`` guards the page, its changing part and the file. It writes nothing into the
    patient's log: ``JobPages.file`` does, once there is a file to be read.
    """

    may_ask: Callable[[View], View]
    may_wait: Callable[[View], View]


PATIENT = JobOwner(for_patient, for_patient)
READER = JobOwner(for_reader(AccessKind.READER_PDF_ASKED), for_waiting_reader)
VISITOR = JobOwner(for_visitor(AccessKind.VISITOR_PDF_ASKED), for_waiting_visitor)
SESSION = JobOwner(for_clinician, for_clinician)


class JobPages:
    """The page of a job, its changing part, its file, and the address that asks for a new job.

    ``page`` is a URL name; the part's and the file's are the same with ``_state`` and ``_file``.
    ``ask_page`` "": another view asks. ``file_name``: the end of the file's address; "" where the
    page itself redirects to the result. ``id_name``: the job's id in the addresses.
    ``grant``, in every method: None for the patient's own and for a session's.
    """

    owner: ClassVar[JobOwner]
    kind: ClassVar[str]
    page: ClassVar[str]
    ask_page: ClassVar[str] = ""
    file_name: ClassVar[str] = ""
    id_name: ClassVar[str] = "job_id"
    template: ClassVar[str] = "background_jobs/waiting.html"
    fragment: ClassVar[str] = "background_jobs/fragments/progress.html"

    def ask(self, request: HttpRequest, grant: ShareGrant | None) -> PaperJob:
        """One job, however often the button is tapped."""
        raise NotImplementedError

    def find(self, request: HttpRequest, public_id: UUID) -> PaperJob | PaperBatch | None:
        """The asker's own job; None when it is somebody else's or never was."""
        look = getattr(request, "look", None)
        return job_of(request.viewer, public_id, kind=self.kind, look=look)

    def progress(self, job: PaperJob, at: JobAddresses, *, now: datetime) -> Progress:
        """How far ``job`` is."""
        raise NotImplementedError

    def context(
        self, request: HttpRequest, job, at: JobAddresses, *, now: datetime
    ) -> dict[str, Any]:
        """What the changing part shows."""
        return {"progress": self.progress(job, at, now=now)}

    def header(self, job, grant: ShareGrant | None) -> dict[str, str]:
        """``title``, ``lead``, ``back`` and perhaps ``back_text`` of the page."""
        raise NotImplementedError

    def onward(self, request: HttpRequest, job, *, now: datetime) -> HttpResponse | None:
        """The redirect to the result as soon as the job is done; None: the page stays."""
        return None

    def file(
        self, request: HttpRequest, job, grant: ShareGrant | None, *, now: datetime
    ) -> HttpResponse | None:
        """The file; None before it is finished and once its hour is over. It is logged here, when
        there is one: a 404 showed nothing."""
        raise NotImplementedError

    def address_args(self, grant: ShareGrant | None) -> list[Any]:
        """The arguments of the addresses before the job's id."""
        return []

    def addresses(self, public_id: UUID, grant: ShareGrant | None) -> JobAddresses:
        owner_args = self.address_args(grant)
        args = [*owner_args, public_id]
        here = reverse(self.page, args=args)
        return JobAddresses(
            here=here,
            part=reverse(f"{self.page}_state", args=args),
            file=reverse(f"{self.page}_file", args=args) if self.file_name else here,
            ask=reverse(self.ask_page, args=owner_args) if self.ask_page else "",
        )
