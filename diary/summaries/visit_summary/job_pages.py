"""Waiting for the PDF of a long period, for whoever reads the sheet."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ldn_app.background_jobs.models import PaperJob
from ldn_app.background_jobs.pages import PATIENT, JobPages
from ldn_app.background_jobs.progress import JobAddresses, Progress, pdf_words, phase_of
from ldn_app.background_jobs.queries import content_of

from .background_pdf import KIND, ask_for_sheet, name_of, period_in
from .pdf import pdf_answer
from .preferences import asked_in, period_words, query_of


class SheetPages(JobPages):
    """What the pages have in common for everybody. ``only_for``: who can open the PDF."""

    kind = KIND
    file_name = "summary.pdf"

    def only_for(self) -> str:
        raise NotImplementedError

    def ask(self, request: HttpRequest, grant) -> PaperJob:
        patient = grant.patient if grant else request.user.patient
        look = getattr(request, "look", None)
        asked = asked_in(request.POST)
        return ask_for_sheet(request.viewer, patient, asked, now=timezone.now(), look=look)

    def progress(self, job: PaperJob, at: JobAddresses, *, now: datetime) -> Progress:
        return Progress(
            phase=phase_of(job, now),
            step=job.step,
            steps=job.steps,
            step_words=step_words()[job.step],
            words=pdf_words(only_for=self.only_for()),
            at=at,
            ask_fields=asking_fields(job),
        )

    def file(self, request: HttpRequest, job: PaperJob, grant, *, now) -> HttpResponse | None:
        content = content_of(job, now=now)
        return None if content is None else pdf_answer(content, name=name_of(job))


class PatientSheetPages(SheetPages):
    owner = PATIENT
    page = "summary:job"
    ask_page = "summary:ask"

    def only_for(self) -> str:
        return _("あなただけが開けます。")

    def header(self, job: PaperJob, grant) -> dict[str, str]:
        back = reverse("summary:page") + period_query(job)
        lead = period_words(period_in(job.asked))
        return {"title": _("PDFを作る"), "lead": lead, "back": back}


def asking_fields(job: PaperJob) -> tuple[tuple[str, str], ...]:
    asked = job.asked
    return ("period", asked["period"]), ("from", asked["first"]), ("to", asked["last"])


def step_words() -> tuple[str, ...]:
    return (
        _("順番を待っています"),
        _("記録を読んで、図をかいています"),
        _("紙の形にならべています"),
        _("鍵をかけて、しまっています"),
        _("できました"),
    )


def period_query(job: PaperJob) -> str:
    return query_of(period_in(job.asked))
