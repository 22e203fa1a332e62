"""Choosing a file, looking at what is in it, taking it in."""

from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of
from ldn_app.ui.heavy_work import NoPlace, place_for

from . import waiting
from .compare import compare
from .forms import FileForm, TakeInForm
from .in_worker import OWN, TAKE, forget_readings, preview_from_json
from .models import WaitingFile
from .preview import Preview, build_preview
from .problems import CouldNotBeWritten, FileProblem, FileTooLarge
from .reading_pages import StillReading, found_in, taken_words
from .recognise import is_large, own_file, plain_text, refuse_at_sight, seems_ours
from .rows import IncomingRecord, read_own_file
from .table.parse import parse_table
from .waiting import Waiting
from .writing import take_in

STILL_READING = gettext_lazy(
    "前に選んだファイルを、まだ読んでいます。10秒ほど待ってから、もう一度選んでください。"
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def choose_file(request: HttpRequest) -> HttpResponse:
    """Choose a file. Nothing of it reaches the record here."""
    bound = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if bound else FileForm()
    if bound and getattr(request, "file_too_large", False):
        form.errors["file"] = form.error_class([str(FileTooLarge())])
    elif form.is_valid():
        try:
            with place_for(f"file of {request.user.pk}"):
                return redirect(_received(request, form.cleaned_data["file"].read()))
        except FileProblem as problem:
            form.add_error("file", str(problem))
        except NoPlace:
            form.add_error("file", STILL_READING)
    status = 422 if bound else 200
    return render(request, "diary/importing/choose_file.html", {"form": form}, status=status)


def _received(request: HttpRequest, content: bytes) -> str:
    """Keep a file that can be read; returns the URL name of the next page."""
    now = timezone.now()
    today = today_of(request.user.patient, now)
    refuse_at_sight(content)
    large = is_large(content)
    if large:
        kind = WaitingFile.Kind.OWN if seems_ours(content) else WaitingFile.Kind.TABLE
    elif (file := own_file(content)) is not None:
        read_own_file(file, today=today)
        kind = WaitingFile.Kind.OWN
    else:
        parse_table(plain_text(content), today=today)
        kind = WaitingFile.Kind.TABLE
    waiting.keep_waiting(request.viewer, content=content, kind=kind, now=now, large=large)
    return "importing:own" if kind == WaitingFile.Kind.OWN else "importing:columns"


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def own(request: HttpRequest) -> HttpResponse:
    """What is in one of our files, and taking it in."""
    now = timezone.now()
    file = waiting.waiting_file(request.viewer, kind=WaitingFile.Kind.OWN, now=now)
    if file is None:
        return nothing_waits(request)
    template = "diary/importing/own.html"
    if file.row.large:
        return _bring_large(request, file, template, now)
    today = today_of(request.user.patient, now)
    record = read_own_file(own_file(file.content), today=today)
    preview = build_preview(record, compare(request.viewer, record, keep=True))
    return decide(request, preview, template, {}, take=take_now(request, record, now))


def _bring_large(request: HttpRequest, file: Waiting, template: str, now: datetime) -> HttpResponse:
    try:
        found = found_in(request, file, OWN, now=now)
    except StillReading as still:
        return still.answer
    if "problem" in found:
        return cannot_be_read(request, found["problem"])
    preview = preview_from_json(found["preview"])
    return decide(request, preview, template, {}, take=take_later(request, file, now))


@dataclass(frozen=True, slots=True)
class Agreed:
    """What the patient agreed to: see ``take_in``."""

    keep: bool
    shown: str
    without_bad: bool


Take = Callable[[Agreed], HttpResponse]


def decide(
    request: HttpRequest, preview: Preview, template: str, context: dict, *, take: Take
) -> HttpResponse:
    """The preview with its button; a valid POST takes the file in. ``take`` raises
    CouldNotBeWritten."""
    data = request.POST if request.method == "POST" else None
    asks = {"asks": bool(preview.conflicts), "bad": bool(preview.bad)}
    form = TakeInForm(data, **asks, initial={"mark": preview.mark})
    trouble = ""
    if form.is_valid():
        agreed = Agreed(form.keeps_mine, form.cleaned_data["mark"], form.leaves_bad_out)
        try:
            return take(agreed)
        except CouldNotBeWritten as problem:
            trouble = str(problem)
    if data is not None:
        form = TakeInForm({**data.dict(), "mark": preview.mark}, **asks)
    context |= {"preview": preview, "form": form, "trouble": trouble}
    return render(request, template, context, status=200 if data is None else 422)


def take_now(request: HttpRequest, record: IncomingRecord, now: datetime) -> Take:
    """Takes in at once. The file stays open while some of its lines stay out."""

    def take(agreed: Agreed) -> HttpResponse:
        taken = take_in(request.viewer, record, now=now, **asdict(agreed))
        messages.success(request, taken_words(taken))
        if record.problems:
            return redirect("importing:rows")
        waiting.forget(request.viewer)
        return redirect("importing:choose_file")

    return take


def take_later(request: HttpRequest, file: Waiting, now: datetime) -> Take:
    """Lets a worker take in; the page on which one waits for it."""

    def take(agreed: Agreed) -> HttpResponse:
        try:
            found_in(request, file, TAKE, now=now, **asdict(agreed))
        except StillReading as still:
            return still.answer
        # It was taken in, or refused, on another page.
        forget_readings(request.viewer, file_stays=True)
        raise CouldNotBeWritten

    return take


def cannot_be_read(request: HttpRequest, sentence: str) -> HttpResponse:
    """A worker could not read the large file; it is deleted."""
    waiting.forget(request.viewer)
    forget_readings(request.viewer)
    messages.error(request, sentence)
    return redirect("importing:choose_file")


def nothing_waits(request: HttpRequest) -> HttpResponse:
    """The hour is over, or the file was taken in on another page already."""
    messages.info(request, _("待っているファイルはありません。もう一度ファイルを選んでください。"))
    return redirect("importing:choose_file")


@require_POST
@for_patient
def stop(request: HttpRequest) -> HttpResponse:
    """Forget the file without taking anything in."""
    waiting.forget(request.viewer)
    forget_readings(request.viewer)
    messages.info(request, _("取り込みをやめました。選んだファイルは消しました。"))
    return redirect("importing:choose_file")
