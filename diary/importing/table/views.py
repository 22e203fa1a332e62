"""A table of another diary: how it is read, what its columns are, what its rows say."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from diary.export.views import file_answer
from ldn_app.access.audience import for_patient
from ldn_app.clock import clock_of, today_of
from ldn_app.ui.file_names import disposition, file_name

from .. import waiting
from ..compare import compare
from ..in_worker import HEAD, ROWS, preview_from_json, rows_from_json
from ..models import WaitingFile
from ..preview import Preview, build_preview
from ..problems import FileProblem, FoundByWorker
from ..reading_pages import StillReading, found_in
from ..views import Take, cannot_be_read, decide, nothing_waits, take_later, take_now
from .columns import ColumnsForm
from .combining import Which
from .layout import LAYOUT_FIELDS
from .layout_form import LayoutForm
from .mapping import Mapped, mapped, plans_of, symptoms_of
from .mend import mend_pieces
from .opening import Opened, from_json, open_table
from .preview import first_lines, layout_words, tell
from .reading import Reader, TableReading


@dataclass(frozen=True, slots=True)
class TableRequest:
    """One request about the table that waits."""

    request: HttpRequest
    file: waiting.Waiting
    now: datetime

    @property
    def today(self) -> date:
        return today_of(self.request.user.patient, self.now)

    def opened(self) -> Opened:
        """Raises StillReading, or a FileProblem."""
        if not self.file.row.large:
            return open_table(self.file.content, self.file.choices, self.today)
        return from_json(self.found(HEAD))

    def found(self, step: str) -> dict[str, Any]:
        """What a worker found. Raises StillReading or FoundByWorker."""
        found = found_in(self.request, self.file, step, now=self.now)
        if "problem" in found:
            raise FoundByWorker(found["problem"])
        return found


Show = Callable[[TableRequest, Opened], HttpResponse]


def _with_table(request: HttpRequest, show: Show) -> HttpResponse:
    """``show`` for the table that waits; other pages while there is none, or none yet."""
    now = timezone.now()
    file = waiting.waiting_file(request.viewer, kind=WaitingFile.Kind.TABLE, now=now)
    if file is None:
        return nothing_waits(request)
    asked = TableRequest(request, file, now)
    try:
        return show(asked, asked.opened())
    except StillReading as still:
        return still.answer
    except FileProblem as problem:
        return _unreadable(asked, str(problem))


def _unreadable(asked: TableRequest, sentence: str) -> HttpResponse:
    """Back to how it was read at first; a file that was never read is deleted."""
    if not any(asked.file.choices.get(name) for name in LAYOUT_FIELDS):
        return cannot_be_read(asked.request, sentence)
    waiting.remember_choices(asked.request.viewer, choices={})
    messages.error(asked.request, sentence)
    return redirect("importing:columns")


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def columns(request: HttpRequest) -> HttpResponse:
    """How the table is read and what each column is; kept with the file, for an hour."""
    return _with_table(request, _reread if "reread" in request.POST else _columns)


def _columns(asked: TableRequest, opened: Opened) -> HttpResponse:
    request = asked.request
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        opened=opened,
        symptoms=symptoms_of(request.viewer),
        today=asked.today,
        initial=asked.file.choices,
    )
    if form.is_valid():
        kept = {name: asked.file.choices.get(name, "") for name in (*LAYOUT_FIELDS, "several")}
        waiting.remember_choices(request.viewer, choices={**kept, **form.choices})
        return redirect("importing:rows")
    layout_form = LayoutForm(table=opened.table, encoding=opened.encoding)
    return _columns_page(asked, opened, form, layout_form)


def _reread(asked: TableRequest, opened: Opened) -> HttpResponse:
    """Keep another way to read the file, if a table comes out of it. What had been chosen for the
    columns is kept where they stay the same."""
    request = asked.request
    layout_form = LayoutForm(request.POST, table=opened.table, encoding=opened.encoding)
    if layout_form.is_valid():
        try:
            kept = _kept_choices(asked, opened, layout_form)
        except FileProblem as problem:
            layout_form.add_error(None, str(problem))
        else:
            waiting.remember_choices(request.viewer, choices={**kept, **layout_form.choices})
            return redirect("importing:columns")
    symptoms = symptoms_of(request.viewer)
    choices = asked.file.choices
    form = ColumnsForm(opened=opened, symptoms=symptoms, today=asked.today, initial=choices)
    return _columns_page(asked, opened, form, layout_form)


def _kept_choices(asked: TableRequest, opened: Opened, form: LayoutForm) -> dict[str, str]:
    """A large file is only read by a worker, which says later that it makes no table."""
    if asked.file.row.large:
        return {}
    again = open_table(asked.file.content, form.choices, asked.today)
    return asked.file.choices if again.table.names == opened.table.names else {}


def _columns_page(asked: TableRequest, opened: Opened, form, layout_form) -> HttpResponse:
    context = {
        "form": form,
        "layout_form": layout_form,
        "layout": layout_words(opened.table, opened.encoding),
        "rows": opened.rows,
    }
    status = 422 if form.is_bound or layout_form.is_bound else 200
    return render(asked.request, "diary/importing/columns.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def rows(request: HttpRequest) -> HttpResponse:
    """The rows as they will be recorded, what cannot be, and taking them in."""
    return _with_table(request, _rows)


def _rows(asked: TableRequest, opened: Opened) -> HttpResponse:
    request, choices = asked.request, asked.file.choices
    chosen = mapped(choices, symptoms_of(request.viewer))
    if chosen is None:
        return redirect("importing:columns")
    if request.method == "POST" and request.POST.get("several") in set(Which):
        several = {"several": request.POST["several"]}
        waiting.remember_choices(request.viewer, choices={**choices, **several})
        return redirect("importing:rows")
    preview, context, take = _shown(asked, opened, chosen)
    return decide(request, preview, "diary/importing/rows.html", context, take=take)


def _shown(asked: TableRequest, opened: Opened, chosen: Mapped) -> tuple[Preview, dict, Take]:
    request, now = asked.request, asked.now
    if asked.file.row.large:
        found = asked.found(ROWS)
        preview, take = preview_from_json(found["preview"]), take_later(request, asked.file, now)
        return preview, rows_from_json(found), take
    reading = _read(asked, opened, chosen)
    record = reading.record
    context = {
        "lines": first_lines(record),
        "told": tell(opened.table, chosen, reading, _names(request)),
        "layout": layout_words(opened.table, opened.encoding),
    }
    preview = build_preview(record, compare(request.viewer, record, keep=True))
    return preview, context, take_now(request, record, now)


@require_safe
@for_patient
def mend(request: HttpRequest) -> HttpResponse:
    """The lines that stay out, to be mended and chosen again."""
    return _with_table(request, _mend)


def _mend(asked: TableRequest, opened: Opened) -> HttpResponse | StreamingHttpResponse:
    chosen = mapped(asked.file.choices, symptoms_of(asked.request.viewer))
    if chosen is None:
        return redirect("importing:columns")
    if asked.file.row.large:
        pieces = [asked.found(ROWS)["mend"]]
    else:
        bad = _read(asked, opened, chosen).bad
        pieces = [*mend_pieces(opened.table, bad)] if bad else [""]
    if not pieces[0]:
        raise Http404
    answer = file_answer(pieces, "csv", content_type="text/csv; charset=utf-8")
    name = file_name("csv", day=asked.today, about="lines-to-mend")
    answer["Content-Disposition"] = disposition(name)
    return answer


def _read(asked: TableRequest, opened: Opened, chosen: Mapped) -> TableReading:
    clock = clock_of(asked.request.user.patient)
    plans = plans_of(asked.request.viewer)
    return Reader(chosen, plans, asked.today, asked.now, clock).read(opened.table)


def _names(request: HttpRequest) -> list[str]:
    return [one.name for one in symptoms_of(request.viewer)]
