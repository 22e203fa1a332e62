"""Waiting for the archive of a large diary."""

from datetime import datetime

from django.http import HttpRequest, StreamingHttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from ldn_app.background_jobs.models import PaperJob
from ldn_app.background_jobs.pages import PATIENT, JobPages
from ldn_app.background_jobs.progress import JobAddresses, Progress, phase_of
from ldn_app.background_jobs.queries import is_ready, pieces_of

from .long_archive import KIND, archive_words, ask_for_archive
from .views import file_answer


class ArchivePages(JobPages):
    owner = PATIENT
    kind = KIND
    page = "export:archive"
    ask_page = "export:ask_archive"
    file_name = "record.zip"
    id_name = "archive_id"

    def ask(self, request: HttpRequest, grant) -> PaperJob:
        return ask_for_archive(request.viewer, now=timezone.now())

    def progress(self, job: PaperJob, at: JobAddresses, *, now: datetime) -> Progress:
        waits = job.state == PaperJob.State.WAITING
        reads = _("記録を読んで、ファイルにしています")
        return Progress(
            phase=phase_of(job, now),
            step=job.step,
            steps=job.steps,
            step_words=_("順番を待っています") if waits else reads,
            words=archive_words(),
            at=at,
        )

    def header(self, job: PaperJob, grant) -> dict[str, str]:
        return {
            "title": _("すべてダウンロード"),
            "lead": _("記録が多いので、少し時間がかかります。"),
            "back": reverse("export:download"),
        }

    def file(
        self, request: HttpRequest, job: PaperJob, grant, *, now: datetime
    ) -> StreamingHttpResponse | None:
        if not is_ready(job, now):
            return None
        content = pieces_of(job)
        return file_answer(content, "zip", content_type="application/zip", mark=job.public_id)
