"""A table of another diary: how it is read, what its columns are, what its rows say."""

from dataclasses import dataclass
from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from diary.doses.clock import clock_of
from diary.doses.models.plan_in_force import plans_during
from diary.symptoms.models import TrackedSymptom
from ldn_app.access.audience import for_patient

from ...domain.encodings import text_of
from ...models import WaitingFile
from ...views import file_answer
from .. import waiting
from ..problems import FileProblem
from ..recognise import plain_text
from ..views import decide, nothing_waits
from .columns import ColumnsForm
from .combining import Which
from .layout import Layout
from .layout_form import LayoutForm
from .mapping import Mapped, mapped
from .mend import mend_pieces
from .parse import Table, parse_table
from .reading import Reader, TableReading
from .shown import first_lines
from .told import layout_words, tell

LAYOUT_FIELDS = tuple(LayoutForm.base_fields)


@dataclass(frozen=True, slots=True)
class Opened:
    """The table that waits, as it is read at the moment. ``encoding``: its name."""

    file: waiting.Waiting
    table: Table
    encoding: str
    today: date


def _opened(request: HttpRequest, now: datetime) -> Opened | None:
    """None when no table waits."""
    file = waiting.waiting_file(request.viewer, kind=WaitingFile.Kind.TABLE, now=now)
    if file is None:
        return None
    today = clock_of(request.user.patient).day_of(now)
    layout = Layout.of(file.choices)
    text, encoding = text_of(file.content, layout.encoding)
    return Opened(file, parse_table(text, today=today, layout=layout), encoding, today)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def bring_columns(request: HttpRequest) -> HttpResponse:
    """How the table is read and what each column is; kept with the file, for an hour."""
    opened = _opened(request, timezone.now())
    if opened is None:
        return nothing_waits(request)
    rereads = request.method == "POST" and "reread" in request.POST
    layout_form = _layout_form(request, opened, rereads)
    if rereads and _reread(request, opened, layout_form):
        return redirect("exchange:bring_columns")
    answered = request.method == "POST" and not rereads
    form = ColumnsForm(
        request.POST if answered else None,
        table=opened.table,
        symptoms=_symptoms(request),
        today=opened.today,
        initial=opened.file.choices,
    )
    if form.is_valid():
        kept = {name: opened.file.choices.get(name, "") for name in (*LAYOUT_FIELDS, "several")}
        waiting.remember_choices(request.viewer, choices={**kept, **form.choices})
        return redirect("exchange:bring_rows")
    return _columns_page(request, opened, form, layout_form)


def _columns_page(request, opened: Opened, form, layout_form) -> HttpResponse:
    context = {
        "form": form,
        "layout_form": layout_form,
        "layout": layout_words(opened.table, opened.encoding),
        "rows": len(opened.table.lines),
    }
    status = 422 if form.is_bound or layout_form.is_bound else 200
    return render(request, "diary/exchange/bring_columns.html", context, status=status)


def _layout_form(request: HttpRequest, opened: Opened, rereads: bool) -> LayoutForm:
    data = request.POST if rereads else None
    return LayoutForm(data, table=opened.table, encoding=opened.encoding)


def _reread(request: HttpRequest, opened: Opened, form: LayoutForm) -> bool:
    """Keep another way to read the file, if a table comes out of it. What had been chosen for the
    columns is kept where they stay the same."""
    if not form.is_valid():
        return False
    try:
        text = plain_text(opened.file.content, form.layout.encoding)
        table = parse_table(text, today=opened.today, layout=form.layout)
    except FileProblem as problem:
        form.add_error(None, str(problem))
        return False
    kept = opened.file.choices if table.names == opened.table.names else {}
    waiting.remember_choices(request.viewer, choices={**kept, **form.choices})
    return True


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def bring_rows(request: HttpRequest) -> HttpResponse:
    """The rows as they will be recorded, what cannot be, and taking them in."""
    now = timezone.now()
    opened = _opened(request, now)
    if opened is None:
        return nothing_waits(request)
    symptoms = _symptoms(request)
    chosen = mapped(opened.file.choices, symptoms)
    if chosen is None:
        return redirect("exchange:bring_columns")
    if request.method == "POST" and request.POST.get("several") in set(Which):
        choices = {**opened.file.choices, "several": request.POST["several"]}
        waiting.remember_choices(request.viewer, choices=choices)
        return redirect("exchange:bring_rows")
    reading = _read(request, opened.table, chosen, now)
    context = {
        "lines": first_lines(reading.record),
        "told": tell(opened.table, chosen, reading, [one.name for one in symptoms]),
        "layout": layout_words(opened.table, opened.encoding),
    }
    template = "diary/exchange/bring_rows.html"
    stays = "exchange:bring_rows" if reading.bad else None
    return decide(request, reading.record, template, context, now=now, stays=stays)


@require_safe
@for_patient
def mend(request: HttpRequest) -> StreamingHttpResponse | HttpResponse:
    """The lines that stay out, to be mended and chosen again."""
    now = timezone.now()
    opened = _opened(request, now)
    chosen = mapped(opened.file.choices, _symptoms(request)) if opened else None
    if chosen is None:
        return nothing_waits(request)
    reading = _read(request, opened.table, chosen, now)
    if not reading.bad:
        raise Http404
    return file_answer(mend_pieces(opened.table, reading.bad), "csv", content_type="text/csv")


def _read(request: HttpRequest, table: Table, chosen: Mapped, now: datetime) -> TableReading:
    clock = clock_of(request.user.patient)
    plans = plans_during(request.viewer, date.min, date.max)
    return Reader(chosen, plans, clock.day_of(now), now, clock).read(table)


def _symptoms(request: HttpRequest) -> list[TrackedSymptom]:
    """Those that are followed first; history may belong to one that no longer is."""
    mine = TrackedSymptom.objects.visible_to(request.viewer)
    return sorted(mine, key=lambda one: (one.removed_at is not None, one.position))
