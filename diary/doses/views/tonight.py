"""The home page and the taps on it."""

from datetime import date, datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from diary.phone.arrival import arrives_once, nothing_recorded
from ldn_app.access.audience import for_patient

from ..clock import clock_of
from ..errors import DoseRuleBroken, NightBeforePlan, PageOutOfDate
from ..forms.answer import ShiftForm, SkipForm, TakeForm, first_sentence
from ..models import Dose
from ..models.plan_in_force import PlanInForce, plan_for, plans_during
from ..queries.tonight import PAGE_STAYS_VALID, build_tonight, took_recently
from ..services.answers import (
    change_dose,
    move_dose,
    record_dose_skipped,
    record_dose_taken,
    undo_dose,
)

CHOICES = {"skip_reasons": Dose.SkipReason.choices}


@for_patient
def today(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    tonight = build_tonight(request.viewer, patient=request.user.patient, now=now)
    return render(request, "diary/doses/tonight.html", {**CHOICES, "tonight": tonight})


@require_POST
@for_patient
@arrives_once
def take_dose(request: HttpRequest, dose_day: date) -> HttpResponse:
    now, at = timezone.now(), request.arrival.made_at
    form = TakeForm(request.POST)
    if not form.is_valid():
        return _answer(request, now, error=first_sentence(form), status=422)
    try:
        plan = _plan(request, dose_day)
        taken_at = _taken_at(form, plan, dose_day, at)
        if _is_to_ask(request, form) and took_recently(request.viewer, dose_day=dose_day, now=at):
            return nothing_recorded(_answer(request, now, ask_again=True))
        record_dose_taken(request.viewer, plan=plan, dose_day=dose_day, taken_at=taken_at, now=at)
    except DoseRuleBroken as broken:
        return _answer(request, now, error=broken, status=422)
    return _answer(request, now)


@require_POST
@for_patient
@arrives_once
def skip_dose(request: HttpRequest, dose_day: date) -> HttpResponse:
    now, at = timezone.now(), request.arrival.made_at
    form = SkipForm(request.POST)
    if not form.is_valid():
        return _answer(request, now, error=first_sentence(form), status=422)
    try:
        plan = _plan(request, dose_day)
        record_dose_skipped(
            request.viewer, plan=plan, dose_day=dose_day, now=at, **form.cleaned_data
        )
    except DoseRuleBroken as broken:
        return _answer(request, now, error=broken, status=422)
    return _answer(request, now)


@require_POST
@for_patient
@arrives_once
def undo_answer(request: HttpRequest, dose_day: date) -> HttpResponse:
    """Take an answer back. One that is gone already stays gone: a doubled tap is harmless."""
    now = timezone.now()
    dose = Dose.objects.editable_by(request.viewer).filter(dose_day=dose_day).first()
    if dose is not None:
        undo_dose(request.viewer, dose=dose, now=request.arrival.made_at)
    return _answer(request, now)


@require_POST
@for_patient
@arrives_once
def move_answer(request: HttpRequest, dose_day: date, to_day: date) -> HttpResponse:
    now = timezone.now()
    dose = _dose_or_404(request, dose_day)
    if abs((to_day - dose_day).days) != 1:
        return _answer(request, now, error=_("前の日か次の日にだけ移せます。"), status=422)
    try:
        plan = _plan(request, to_day)
        move_dose(request.viewer, dose=dose, plan=plan, to_day=to_day, now=now)
    except DoseRuleBroken as broken:
        return _answer(request, now, error=broken, status=422)
    return _answer(request, now)


@require_POST
@for_patient
@arrives_once
def shift_time(request: HttpRequest, dose_day: date) -> HttpResponse:
    """「15分早く」「15分おそく」: the time of the dose, by a tap."""
    now = timezone.now()
    dose = _dose_or_404(request, dose_day)
    form = ShiftForm(request.POST)
    if not form.is_valid() or dose.taken_at is None:
        return _answer(request, now, error=_("時刻を選びなおしてください。"), status=422)
    taken_at = dose.taken_at + timedelta(minutes=form.cleaned_data["minutes"])
    try:
        change_dose(
            request.viewer,
            dose=dose,
            plan=_plan(request, dose_day),
            now=now,
            status=dose.status,
            taken_at=taken_at,
            amount_mg=dose.amount_mg,
            note=dose.note,
        )
    except DoseRuleBroken as broken:
        return _answer(request, now, error=broken, status=422)
    return _answer(request, now, correcting=True)


def _dose_or_404(request: HttpRequest, dose_day: date) -> Dose:
    dose = Dose.objects.editable_by(request.viewer).filter(dose_day=dose_day).first()
    if dose is None:
        raise Http404
    return dose


def _plan(request: HttpRequest, day: date) -> PlanInForce:
    plan = plan_for(plans_during(request.viewer, day, day), day)
    if plan is None:
        raise NightBeforePlan
    return plan


def _is_to_ask(request: HttpRequest, form: TakeForm) -> bool:
    """Whether the short interval may have to be asked about. An answer that waited on the phone
    is not asked again: nobody is there, and it must not be lost."""
    answered = form.cleaned_data["asked"] or request.arrival.waited
    return form.cleaned_data["right_now"] and not form.cleaned_data["taken_clock"] and not answered


def _taken_at(form: TakeForm, plan: PlanInForce, day: date, now: datetime) -> datetime | None:
    """The time that was typed, this moment when the big button says so, or unknown.

    Raises PageOutOfDate when the button is from a page that was left open since another night.
    """
    clock = clock_of(plan.patient)
    typed = form.cleaned_data["taken_clock"]
    if typed is not None:
        return clock.moment_on(day, typed)
    if not form.cleaned_data["right_now"]:
        return None
    if now > clock.starts(day + timedelta(days=1)) + PAGE_STAYS_VALID:
        raise PageOutOfDate
    return now


def _answer(
    request: HttpRequest,
    now: datetime,
    *,
    error: object = "",
    ask_again: bool = False,
    correcting: bool = False,
    status: int = 200,
) -> HttpResponse:
    """The page's moving part for htmx; otherwise the page again, or back to where one was."""
    if not (request.htmx or error or ask_again):
        return redirect("doses:today")
    name = "fragments/tonight.html" if request.htmx else "tonight.html"
    tonight = build_tonight(
        request.viewer, patient=request.user.patient, now=now, ask_again=ask_again
    )
    context = {"tonight": tonight, "error": str(error), "correcting": correcting}
    return render(request, f"diary/doses/{name}", {**CHOICES, **context}, status=status)
