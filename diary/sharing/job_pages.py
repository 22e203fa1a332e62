"""A long PDF for whoever reads through a grant.

Asking and fetching are written into the patient's log; the page in between shows nothing of the
diary.
"""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from diary.summaries.visit_summary.job_pages import SheetPages, period_query
from ldn_app.access.audience import reader_name_of
from ldn_app.access.audit import record_access
from ldn_app.access.models import AccessKind, ShareGrant
from ldn_app.background_jobs.models import PaperJob
from ldn_app.background_jobs.pages import READER, VISITOR


class SharedSheetPages(SheetPages):
    id_name = "paper_id"
    fetched_as: ClassVar[AccessKind]

    def sheet_address(self, grant: ShareGrant) -> str:
        raise NotImplementedError

    def reader_name(self, request: HttpRequest) -> str:
        """Who reads, as the patient finds them in the log."""
        raise NotImplementedError

    def only_for(self) -> str:
        return _("あなただけが開けます。共有が終わると、開けなくなります。")

    def header(self, job: PaperJob, grant: ShareGrant) -> dict[str, str]:
        lead = _("PDFを開くと、患者さんが読める履歴に残ります。")
        back = self.sheet_address(grant) + period_query(job)
        return {"title": _("PDFを作る"), "lead": lead, "back": back}

    def file(
        self, request: HttpRequest, job: PaperJob, grant: ShareGrant, *, now
    ) -> HttpResponse | None:
        """Logged before it leaves."""
        file = super().file(request, job, grant, now=now)
        if file is not None:
            name = self.reader_name(request)
            record_access(grant, reader_name=name, kind=self.fetched_as, at=now)
        return file


class ReaderSheetPages(SharedSheetPages):
    owner = READER
    page = "shared:job"
    ask_page = "shared:ask"
    fetched_as = AccessKind.READER_PDF_FETCHED

    def address_args(self, grant: ShareGrant) -> list[Any]:
        return [grant.public_id]

    def sheet_address(self, grant: ShareGrant) -> str:
        return reverse("shared:sheet", args=[grant.public_id])

    def reader_name(self, request: HttpRequest) -> str:
        return reader_name_of(request.user)


class VisitorSheetPages(SharedSheetPages):
    owner = VISITOR
    page = "room:job"
    ask_page = "room:ask"
    fetched_as = AccessKind.VISITOR_PDF_FETCHED

    def sheet_address(self, grant: ShareGrant) -> str:
        return reverse("room:sheet")

    def reader_name(self, request: HttpRequest) -> str:
        return request.look.visitor_name
