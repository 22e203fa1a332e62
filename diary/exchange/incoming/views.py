"""Choosing a file, looking at what is in it, taking it in."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from diary.doses.clock import clock_of
from ldn_app.access.audience import for_patient

from ..models import WaitingFile
from . import waiting
from .compare import compare
from .forms import FileForm, TakeInForm
from .preview import build_preview
from .problems import CouldNotBeWritten, FileProblem, FileTooLarge
from .recognise import own_file, plain_text
from .rows import IncomingRecord, read_own_file
from .table.parse import parse_table
from .writing import TakenIn, take_in


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def bring(request: HttpRequest) -> HttpResponse:
    """Choose a file. Nothing of it reaches the record here."""
    bound = request.method == "POST"
    form = FileForm(request.POST, request.FILES) if bound else FileForm()
    if bound and getattr(request, "file_too_large", False):
        form.errors["file"] = form.error_class([str(FileTooLarge())])
    elif form.is_valid():
        try:
            return redirect(_received(request, form.cleaned_data["file"].read()))
        except FileProblem as problem:
            form.add_error("file", str(problem))
    status = 422 if bound else 200
    return render(request, "diary/exchange/bring.html", {"form": form}, status=status)


def _received(request: HttpRequest, content: bytes) -> str:
    """Keep a file that can be read; returns the page that goes on with it."""
    now = timezone.now()
    today = clock_of(request.user.patient).day_of(now)
    kind = WaitingFile.Kind.OWN
    if (file := own_file(content)) is not None:
        read_own_file(file, today=today)
    else:
        parse_table(plain_text(content), today=today)
        kind = WaitingFile.Kind.TABLE
    waiting.keep_waiting(request.viewer, content=content, kind=kind, now=now)
    return "exchange:bring_own" if kind == WaitingFile.Kind.OWN else "exchange:bring_columns"


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def bring_own(request: HttpRequest) -> HttpResponse:
    """What is in one of our files, and taking it in."""
    now = timezone.now()
    file = waiting.waiting_file(request.viewer, kind=WaitingFile.Kind.OWN, now=now)
    if file is None:
        return nothing_waits(request)
    today = clock_of(request.user.patient).day_of(now)
    record = read_own_file(own_file(file.content), today=today)
    return decide(request, record, "diary/exchange/bring_own.html", {}, now=now)


def decide(
    request: HttpRequest,
    record: IncomingRecord,
    template: str,
    context: dict,
    *,
    now: datetime,
    stays: str | None = None,
) -> HttpResponse:
    """The preview of ``record`` with its button; a valid POST takes it in. ``stays``: the page to
    which the file stays open, because not all of it could be taken in."""
    preview = build_preview(record, compare(request.viewer, record, keep=True))
    data = request.POST if request.method == "POST" else None
    asks = {"asks": bool(preview.conflicts), "bad": bool(preview.bad)}
    form = TakeInForm(data, **asks, initial={"mark": preview.mark})
    trouble = ""
    if form.is_valid():
        agreed = {"shown": form.cleaned_data["mark"], "without_bad": form.leaves_bad_out}
        try:
            taken = take_in(request.viewer, record, keep=form.keeps_mine, now=now, **agreed)
        except CouldNotBeWritten as problem:
            trouble = str(problem)
        else:
            messages.success(request, _words(taken))
            if stays is None:
                waiting.forget(request.viewer)
            return redirect(stays or "exchange:bring")
    if data is not None:
        form = TakeInForm({**data.dict(), "mark": preview.mark}, **asks)
    context |= {"preview": preview, "form": form, "trouble": trouble}
    return render(request, template, context, status=200 if data is None else 422)


def _words(taken: TakenIn) -> str:
    said = [_("取り込みました。")]
    if taken.added:
        said.append(_("%(count)d件を新しく記録しました。") % {"count": taken.added})
    if taken.changed:
        said.append(_("%(count)d件を書きかえました。") % {"count": taken.changed})
    if not taken.added and not taken.changed:
        said.append(_("新しく記録したものはありません。"))
    return "".join(said)


def nothing_waits(request: HttpRequest) -> HttpResponse:
    """The hour is over, or the file was taken in on another page already."""
    messages.info(request, _("待っているファイルはありません。もう一度ファイルを選んでください。"))
    return redirect("exchange:bring")


@require_POST
@for_patient
def stop(request: HttpRequest) -> HttpResponse:
    """Forget the file without taking anything in."""
    waiting.forget(request.viewer)
    messages.info(request, _("取り込みをやめました。選んだファイルは消しました。"))
    return redirect("exchange:bring")
