"""A table of another diary: what its columns are, what its rows say, taking it in."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from diary.doses.clock import clock_of
from diary.doses.models.plan_in_force import plans_during
from diary.symptoms.models import TrackedSymptom
from ldn_app.access.audience import for_patient

from ...models import WaitingFile
from .. import waiting
from ..recognise import plain_text
from ..views import decide, nothing_waits
from .columns import ColumnsForm
from .mapping import mapped
from .parse import parse_table
from .reading import Reader
from .shown import first_lines


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def bring_columns(request: HttpRequest) -> HttpResponse:
    """What each column is. What was chosen is kept with the file, for an hour."""
    now = timezone.now()
    file = waiting.waiting_file(request.viewer, kind=WaitingFile.Kind.TABLE, now=now)
    if file is None:
        return nothing_waits(request)
    today = clock_of(request.user.patient).day_of(now)
    form = ColumnsForm(
        request.POST if request.method == "POST" else None,
        table=parse_table(plain_text(file.content), today=today),
        symptoms=_symptoms(request),
        today=today,
        initial=file.choices,
    )
    if form.is_valid():
        waiting.remember_choices(request.viewer, choices=form.choices)
        return redirect("exchange:bring_rows")
    status = 422 if form.is_bound else 200
    return render(request, "diary/exchange/bring_columns.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def bring_rows(request: HttpRequest) -> HttpResponse:
    """The rows as they will be recorded, what cannot be, and taking them in."""
    now = timezone.now()
    file = waiting.waiting_file(request.viewer, kind=WaitingFile.Kind.TABLE, now=now)
    if file is None:
        return nothing_waits(request)
    chosen = mapped(file.choices, _symptoms(request))
    if chosen is None:
        return redirect("exchange:bring_columns")
    clock = clock_of(request.user.patient)
    today = clock.day_of(now)
    plans = plans_during(request.viewer, date.min, date.max)
    reader = Reader(chosen, plans, today=today, now=now, time_zone=clock.zone.key)
    record = reader.read(parse_table(plain_text(file.content), today=today))
    context = {"lines": first_lines(record)}
    return decide(request, record, "diary/exchange/bring_rows.html", context, now=now)


def _symptoms(request: HttpRequest) -> list[TrackedSymptom]:
    """Those that are followed first; history may belong to one that no longer is."""
    mine = TrackedSymptom.objects.visible_to(request.viewer)
    return sorted(mine, key=lambda one: (one.removed_at is not None, one.position))
