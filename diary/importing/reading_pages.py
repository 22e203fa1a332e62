"""Waiting for a worker that reads a large file, or takes it in."""

import json
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from ldn_app.background_jobs.models import PaperJob
from ldn_app.background_jobs.pages import PATIENT, JobPages
from ldn_app.background_jobs.progress import JobAddresses, Progress, ProgressTexts, phase_of
from ldn_app.background_jobs.queries import content_of, is_ready
from ldn_app.background_jobs.services.asking import ask_for_job, latest_like

from .in_worker import HEAD, KIND, OWN, ROWS, TAKE, fingerprint, forget_readings
from .waiting import Waiting
from .writing import TakenIn

NEXT = {HEAD: "importing:columns", ROWS: "importing:rows", OWN: "importing:own"}


class StillReading(Exception):
    """A worker has not finished; ``job`` is what it works at."""

    def __init__(self, job: PaperJob) -> None:
        super().__init__(job.pk)
        self.job = job

    @property
    def answer(self) -> HttpResponse:
        return redirect("importing:reading", self.job.public_id)


def found_in(request: HttpRequest, file: Waiting, step: str, *, now: datetime, **more) -> dict:
    """What a worker found in ``file``; asked for once. Raises StillReading."""
    job = _job_for(request, file, step, now, more)
    if not is_ready(job, now):
        raise StillReading(job)
    return json.loads(content_of(job, now=now))


def _job_for(request: HttpRequest, file: Waiting, step: str, now: datetime, more) -> PaperJob:
    question = {
        "file": file.row.pk,
        "kind": file.row.kind,
        "step": step,
        "choices": fingerprint(file.choices, step),
        **more,
    }
    earlier = latest_like(request.viewer, KIND, question, now=now)
    return earlier or ask_for_job(request.viewer, KIND, question, now=now)


class ReadingPages(JobPages):
    """Its page redirects to what was found."""

    owner = PATIENT
    kind = KIND
    page = "importing:reading"
    id_name = "reading_id"

    def progress(self, job: PaperJob, at: JobAddresses, *, now: datetime) -> Progress:
        takes = job.asked["step"] == TAKE
        return Progress(
            phase=phase_of(job, now),
            step=job.step,
            steps=job.steps,
            step_words=_("記録に書いています") if takes else _("ファイルを読んでいます"),
            words=ProgressTexts(
                over=(_("1時間がすぎたので、ファイルは消しました。"), _choose_again()),
                failed=(_("ファイルを読めませんでした。"), _choose_again()),
                done=(_("終わりました。"), ""),
                open_it=_("つぎへ"),
                again="",
            ),
            at=at,
        )

    def header(self, job: PaperJob, grant) -> dict[str, str]:
        return {
            "title": _("ファイルを読んでいます"),
            "lead": _("大きいファイルなので、少し時間がかかります。"),
            "back": reverse("importing:choose_file"),
        }

    def onward(self, request: HttpRequest, job: PaperJob, *, now) -> HttpResponse | None:
        return _onward(request, job, now) if is_ready(job, now) else None


def _onward(request: HttpRequest, job: PaperJob, now: datetime) -> HttpResponse:
    if job.asked["step"] != TAKE:
        return redirect(NEXT[job.asked["step"]])
    found: dict[str, Any] = json.loads(content_of(job, now=now))
    own = job.asked["kind"] == "own"
    if "problem" in found:
        forget_readings(request.viewer, file_stays=True)
        messages.error(request, found["problem"])
        return redirect("importing:own" if own else "importing:rows")
    messages.success(request, taken_words(TakenIn(found["added"], found["changed"])))
    return redirect("importing:rows" if found["stays"] else "importing:choose_file")


def taken_words(taken: TakenIn) -> str:
    said = [_("取り込みました。")]
    if taken.added:
        said.append(_("%(count)d件を新しく記録しました。") % {"count": taken.added})
    if taken.changed:
        said.append(_("%(count)d件を書きかえました。") % {"count": taken.changed})
    if not taken.added and not taken.changed:
        said.append(_("新しく記録したものはありません。"))
    return "".join(said)


def _choose_again() -> str:
    return _("何も書きこんでいません。もう一度ファイルを選んでください。")
