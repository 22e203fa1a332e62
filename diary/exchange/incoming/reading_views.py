"""Waiting for a worker that reads a large file, or takes it in."""

import json
from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from diary.papers.models import PaperJob
from diary.papers.progress import Addresses, Progress, Words, phase_of
from diary.papers.queries import content_of, is_ready, job_of
from diary.papers.services.asking import ask_for_paper, latest_like
from ldn_app.access.audience import for_patient

from .in_worker import HEAD, KIND, OWN, ROWS, TAKE, fingerprint, forget_readings
from .waiting import Waiting
from .writing import TakenIn

NEXT = {HEAD: "exchange:bring_columns", ROWS: "exchange:bring_rows", OWN: "exchange:bring_own"}


class StillReading(Exception):
    """A worker has not finished; ``job`` is what it works at."""

    def __init__(self, job: PaperJob) -> None:
        super().__init__(job.pk)
        self.job = job

    @property
    def answer(self) -> HttpResponse:
        return redirect("exchange:bring_reading", self.job.public_id)


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
    return earlier or ask_for_paper(request.viewer, KIND, question, now=now)


@require_safe
@for_patient
def watch(request: HttpRequest, reading_id: UUID) -> HttpResponse:
    """How far it is; goes on by itself to what was found."""
    job = _job(request, reading_id)
    if is_ready(job, timezone.now()):
        return _onward(request, job)
    context = {
        "progress": _progress(job),
        "title": _("ファイルを読んでいます"),
        "lead": _("大きいファイルなので、少し時間がかかります。"),
        "back": reverse("exchange:bring"),
    }
    return render(request, "diary/papers/waiting.html", context)


@require_safe
@for_patient
def state(request: HttpRequest, reading_id: UUID) -> HttpResponse:
    """The part of that page that changes."""
    context = {"progress": _progress(_job(request, reading_id))}
    return render(request, "diary/papers/fragments/progress.html", context)


def _onward(request: HttpRequest, job: PaperJob) -> HttpResponse:
    if job.asked["step"] != TAKE:
        return redirect(NEXT[job.asked["step"]])
    found: dict[str, Any] = json.loads(content_of(job, now=timezone.now()))
    own = job.asked["kind"] == "own"
    if "problem" in found:
        forget_readings(request.viewer, file_stays=True)
        messages.error(request, found["problem"])
        return redirect("exchange:bring_own" if own else "exchange:bring_rows")
    messages.success(request, taken_words(TakenIn(found["added"], found["changed"])))
    return redirect("exchange:bring_rows" if found["stays"] else "exchange:bring")


def taken_words(taken: TakenIn) -> str:
    said = [_("取り込みました。")]
    if taken.added:
        said.append(_("%(count)d件を新しく記録しました。") % {"count": taken.added})
    if taken.changed:
        said.append(_("%(count)d件を書きかえました。") % {"count": taken.changed})
    if not taken.added and not taken.changed:
        said.append(_("新しく記録したものはありません。"))
    return "".join(said)


def _progress(job: PaperJob) -> Progress:
    here = reverse("exchange:bring_reading", args=[job.public_id])
    part = reverse("exchange:bring_reading_state", args=[job.public_id])
    takes = job.asked["step"] == TAKE
    return Progress(
        phase=phase_of(job, timezone.now()),
        step=job.step,
        steps=job.steps,
        step_words=_("記録に書いています") if takes else _("ファイルを読んでいます"),
        words=Words(
            over=(_("1時間がすぎたので、ファイルは消しました。"), _choose_again()),
            failed=(_("ファイルを読めませんでした。"), _choose_again()),
            done=(_("終わりました。"), ""),
            open_it=_("つぎへ"),
            again="",
        ),
        at=Addresses(here=here, part=part, file=here, ask=""),
    )


def _choose_again() -> str:
    return _("何も書きこんでいません。もう一度ファイルを選んでください。")


def _job(request: HttpRequest, reading_id: UUID) -> PaperJob:
    job = job_of(request.viewer, reading_id, kind=KIND)
    if job is None:
        raise Http404
    return job
