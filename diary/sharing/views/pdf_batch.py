"""PDFs of several patients in one ZIP, for one clinician in one session."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from diary.summaries.visit_summary.background_pdf import KIND
from ldn_app.access.audience import for_clinician, reader_name_of
from ldn_app.access.audit import record_list_access
from ldn_app.access.models import AccessKind
from ldn_app.background_jobs.models import PaperBatch
from ldn_app.background_jobs.models.paper_batch import KEPT_FOR
from ldn_app.background_jobs.pages import SESSION, JobPages
from ldn_app.background_jobs.progress import JobAddresses, Phase, Progress, ProgressTexts
from ldn_app.background_jobs.services.batches import MOST_PATIENTS, Session, ask_for_batch, batch_in
from ldn_app.ui.file_names import disposition, file_name

from ..pdf_batch import BatchState, chosen_grants, record_zip_access, state_of, zip_of
from .reader import MADE, list_page


@require_POST
@for_clinician
def ask(request: HttpRequest) -> HttpResponse:
    """One batch, however often the button is tapped."""
    now, chosen = timezone.now(), _chosen(request)
    if not chosen or len(chosen) > MOST_PATIENTS:
        error = _too_many_words() if chosen else _("紙を作る方を、一覧から選んでください。")
        return list_page(request, chosen=chosen, error=error, status=422)
    grants = chosen_grants(request.user.pk, chosen, now=now)
    batch = ask_for_batch(_session(request), grants, KIND, {}, asked_for=len(chosen), now=now)
    address = reverse("shared:batch", args=[batch.public_id])
    request.session[MADE] = (address, (batch.asked_at + KEPT_FOR).timestamp())
    return redirect(address)


class BatchPages(JobPages):
    owner = SESSION
    page = "shared:batch"
    file_name = "papers.zip"
    id_name = "batch_id"
    template = "diary/sharing/pdf_batch.html"
    fragment = "diary/sharing/fragments/pdf_batch.html"

    def find(self, request: HttpRequest, public_id: UUID) -> PaperBatch | None:
        """This session's own; None for another session's, also of the same person."""
        batch = batch_in(_session(request), now=timezone.now())
        return batch if batch is not None and batch.public_id == public_id else None

    def context(
        self, request: HttpRequest, job: PaperBatch, at: JobAddresses, *, now: datetime
    ) -> dict[str, Any]:
        """Names are on the page only when the PDFs are there; then it is a list of patients like
        any other, and they have it in their logs."""
        several = state_of(job, now=now)
        if not several.at_work:
            grants = [paper.grant for paper in several.ready]
            name = reader_name_of(request.user)
            record_list_access(grants, reader_name=name, kind=AccessKind.PATIENT_LISTED, at=now)
        return {"progress": _progress(several, at), "several": several}

    def header(self, job: PaperBatch, grant) -> dict[str, str]:
        return {
            "title": _("何人かのPDFを作る"),
            "lead": _("いまのサインインのあいだ、1時間だけ取り出せます。"),
            "back": reverse("shared:grants"),
            "back_text": _("一覧へ"),
        }

    def file(self, request: HttpRequest, job: PaperBatch, grant, *, now) -> HttpResponse | None:
        """The ZIP. Every patient in it has it in their log before the first byte leaves."""
        several = state_of(job, now=now)
        if several.at_work or not several.ready:
            return None
        record_zip_access(several.ready, reader_name=reader_name_of(request.user), at=now)
        zip_name = file_name("zip", day=timezone.localdate(now), mark=job.public_id)
        return StreamingHttpResponse(
            zip_of(several.ready, now=now),
            content_type="application/zip",
            headers={"Content-Disposition": disposition(zip_name)},
        )


def _progress(several: BatchState, at: JobAddresses) -> Progress:
    numbers = {"made": several.made, "all": several.asked_for}
    finished = Phase.DONE if several.ready else Phase.FAILED
    return Progress(
        phase=Phase.AT_WORK if several.at_work else finished,
        step=several.made,
        steps=several.asked_for,
        step_words=_("%(all)s人のうち、%(made)s人分が終わりました。") % numbers,
        words=_words(several),
        at=at,
    )


def _words(several: BatchState) -> ProgressTexts:
    made = _("%s人分のPDFができました。") % len(several.ready)
    return ProgressTexts(
        over=("", ""),
        failed=(
            _("PDFを作れませんでした。"),
            _("一覧を開きなおして、もう一度選んでください。"),
        ),
        done=(
            made,
            _("1つのファイル(zip)です。取り出すと、入っている方みなさんの履歴に残ります。"),
        ),
        open_it=_("まとめて(zip)ダウンロード"),
        again="",
    )


def _too_many_words() -> str:
    return _("一度に作れるのは%s人までです。印をへらして、何回かに分けてください。") % MOST_PATIENTS


def _chosen(request: HttpRequest) -> tuple[UUID, ...]:
    """The patients that were ticked, in the order of the list, in which browsers send them; what
    is no id at all was not ticked by us."""
    chosen = {}
    for typed in request.POST.getlist("grant"):
        try:
            chosen[UUID(typed)] = True
        except ValueError:
            continue
    return tuple(chosen)


def _session(request: HttpRequest) -> Session:
    return Session(request.user.pk, request.session.session_key)
