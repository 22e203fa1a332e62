"""The archive of a large diary as a job of a worker, with a page that shows how far it is."""

from collections.abc import Iterator
from datetime import datetime

from django.utils.translation import gettext as _

from diary.doses.models import Dose
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating
from ldn_app.access.models import ChangeEvent
from ldn_app.access.viewer import Viewer
from ldn_app.background_jobs.models import PaperJob
from ldn_app.background_jobs.progress import ProgressTexts
from ldn_app.background_jobs.renderers import JobInput, JobRenderer
from ldn_app.background_jobs.services.asking import ask_for_job
from ldn_app.background_jobs.zip_stream import ZipStream
from ldn_app.clock import clock_of

from .archive import archive_members

KIND = "archive"
# The models that grow with every day; measured, 10,000 of their rows take two seconds.
GROWING = (SymptomRating, ChangeEvent, Dose, SideEffect, Sleep, DayNote)
LONG_ROWS = 8_000
# How long a file takes, in files of one table.
WEIGHTS = {"record.json": 8, "record.fhir.json": 30, "summary.pdf": 8}


def takes_long(viewer: Viewer) -> bool:
    """Whether the archive of the viewer's own record takes so long that a bar is wanted."""
    rows = 0
    for model in GROWING:
        rows += model.objects.visible_to(viewer).count()
        if rows >= LONG_ROWS:
            return True
    return False


def ask_for_archive(viewer: Viewer, *, now: datetime) -> PaperJob:
    """One job, however often the button is tapped."""
    return ask_for_job(viewer, KIND, {}, now=now)


def render_archive(job: JobInput) -> Iterator[bytes]:
    """File by file: a file is handed over when its last row was read, since SQLite lets nobody
    write who is still reading. Zipped, the largest file of ten years has less than a megabyte."""
    members = [*archive_members(job.viewer, job.patient, job.now)]
    weights = [WEIGHTS.get(member.name, 1) for member in members]
    stream = ZipStream(local_now=job.now.astimezone(clock_of(job.patient).zone))
    for number, member in enumerate(members):
        job.report(sum(weights[:number]), sum(weights))
        yield b"".join(stream.add(member))
    yield stream.close()


archive_renderer = JobRenderer(render_archive, steps=1)


def archive_words() -> ProgressTexts:
    still_there = _("記録はそのままです。もう一度作れます。")
    return ProgressTexts(
        over=(_("1時間がすぎたので、このファイルは消しました。"), still_there),
        failed=(_("ファイルを作れませんでした。"), still_there),
        done=(_("ファイルができました。"), _("1時間で消えます。あなただけが開けます。")),
        open_it=_("まとめて(zip)ダウンロード"),
        again=_("もう一度作る"),
    )
