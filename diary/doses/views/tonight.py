"""The home page and the taps on it."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from functools import wraps

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from diary.offline.arrival import arrives_once, nothing_recorded
from ldn_app.access.audience import for_patient
from ldn_app.clock import clock_of
from ldn_app.ui.context_processors import MORNING

from ..domain.titration import Slot
from ..errors import (
    AnswerNotUnderstood,
    DoseRuleBroken,
    NightBeforePlan,
    NightRecordedBefore,
    PageOutOfDate,
    TimeMissing,
)
from ..forms.answer import ShiftForm, SkipForm, TakeForm, first_sentence
from ..models import Dose
from ..models.plan_in_force import PlanInForce, plan_for, plans_during
from ..queries.tonight import PAGE_STAYS_VALID, Tonight, build_tonight, took_recently
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
    in_the_morning = tonight.card.planned.slot is Slot.MORNING
    if request.session.get(MORNING, False) is not in_the_morning:
        request.session[MORNING] = in_the_morning
    return render(request, "diary/doses/tonight.html", {**CHOICES, "tonight": tonight})


def _says_broken_rules(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A broken rule, or an answer that was not understood, becomes a sentence on the page."""

    @wraps(view)
    def telling(request: HttpRequest, **kwargs) -> HttpResponse:
        try:
            return view(request, **kwargs)
        except DoseRuleBroken as broken:
            said_day = kwargs.get("dose_day")
            return _answer(request, timezone.now(), error=broken, said_day=said_day, status=422)

    return telling


@require_POST
@for_patient
@arrives_once
@_says_broken_rules
def take_dose(request: HttpRequest, dose_day: date) -> HttpResponse:
    now, at = timezone.now(), request.arrival.made_at
    said = _understood(TakeForm(request.POST))
    plan = _plan(request, dose_day)
    taken_at = _taken_at(said, plan, dose_day, at)
    # An answer that waited on the phone is not asked about: nobody is there to be asked.
    unasked = taken_at == at and not said["asked"] and not request.arrival.waited
    if unasked and took_recently(request.viewer, dose_day=dose_day, now=at):
        return nothing_recorded(_answer(request, now, ask_again=True))
    dose = record_dose_taken(
        request.viewer, plan=plan, dose_day=dose_day, taken_at=taken_at, now=at
    )
    typed = {"taken_at": taken_at} if said["taken_clock"] else {}
    _insist_on_answer(dose, at, status=Dose.Status.TAKEN, **typed)
    return _answer(request, now, said_day=dose_day)


@require_POST
@for_patient
@arrives_once
@_says_broken_rules
def skip_dose(request: HttpRequest, dose_day: date) -> HttpResponse:
    now, at = timezone.now(), request.arrival.made_at
    said = _understood(SkipForm(request.POST))
    plan = _plan(request, dose_day)
    dose = record_dose_skipped(request.viewer, plan=plan, dose_day=dose_day, now=at, **said)
    chosen = {"skip_reason": said["reason"]} if said["reason"] else {}
    _insist_on_answer(dose, at, status=Dose.Status.SKIPPED, **chosen)
    return _answer(request, now, said_day=dose_day)


@require_POST
@for_patient
@arrives_once
def undo_answer(request: HttpRequest, dose_day: date) -> HttpResponse:
    """Take an answer back. One that is gone already stays gone: a doubled tap is harmless."""
    now = timezone.now()
    dose = Dose.objects.editable_by(request.viewer).filter(dose_day=dose_day).first()
    if dose is not None:
        undo_dose(request.viewer, dose=dose, now=request.arrival.made_at)
    return _answer(request, now, said_day=dose_day)


@require_POST
@for_patient
@arrives_once
@_says_broken_rules
def move_answer(request: HttpRequest, dose_day: date, to_day: date) -> HttpResponse:
    now = timezone.now()
    dose = _dose_or_404(request, dose_day)
    move_dose(request.viewer, dose=dose, plan=_plan(request, to_day), to_day=to_day, now=now)
    return _answer(request, now, said_day=to_day)


@require_POST
@for_patient
@arrives_once
@_says_broken_rules
def shift_time(request: HttpRequest, dose_day: date) -> HttpResponse:
    """「15分早く」「15分おそく」: the time of the dose, by a tap."""
    now = timezone.now()
    dose = _dose_or_404(request, dose_day)
    said = _understood(ShiftForm(request.POST))
    if dose.taken_at is None:
        raise TimeMissing
    change_dose(
        request.viewer,
        dose=dose,
        plan=_plan(request, dose_day),
        now=now,
        status=dose.status,
        taken_at=dose.taken_at + timedelta(minutes=said["minutes"]),
        amount_mg=dose.amount_mg,
        note=dose.note,
    )
    return _answer(request, now, correcting=True, said_day=dose_day)


def _insist_on_answer(dose: Dose, at: datetime, **wanted: object) -> None:
    """Raise NightRecordedBefore when the night had another answer before this one, given
    ``at``: somebody who taps on an old page must not believe that it was changed."""
    answered_before = dose.recorded_at != at
    if answered_before and any(getattr(dose, name) != value for name, value in wanted.items()):
        raise NightRecordedBefore


def _understood(form: forms.Form) -> dict:
    """What the form says; raises AnswerNotUnderstood with its first sentence."""
    if form.is_valid():
        return form.cleaned_data
    raise AnswerNotUnderstood(first_sentence(form))


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


def _taken_at(said: dict, plan: PlanInForce, day: date, now: datetime) -> datetime | None:
    """The time that was typed, this moment when the big button says so, or unknown.

    Raises PageOutOfDate when the button is from a page that was left open since another night.
    """
    clock = clock_of(plan.patient)
    typed = said["taken_clock"]
    if typed is not None:
        return clock.moment_on(day, typed)
    if not said["right_now"]:
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
    said_day: date | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page's moving part for htmx; otherwise the page again, or back to where one was.

    ``said_day``: the night to name, with what is recorded for it now.
    """
    tonight = build_tonight(
        request.viewer,
        patient=request.user.patient,
        now=now,
        ask_again=ask_again,
        said_day=said_day,
    )
    if not (request.htmx or error or ask_again):
        _say_in_passing(request, tonight)
        return redirect("doses:today")
    name = "fragments/tonight.html" if request.htmx else "tonight.html"
    context = {"tonight": tonight, "error": str(error), "correcting": correcting}
    return render(request, f"diary/doses/{name}", {**CHOICES, **context}, status=status)


def _say_in_passing(request: HttpRequest, tonight: Tonight) -> None:
    """Without a script the next page names the night; what it says stands on that page itself,
    not in the cookie of the message."""
    night = tonight.said_night
    if night is None:
        return
    words = _("%(night)sを記録しました。") if night.dose else _("%(night)sの記録を取り消しました。")
    messages.success(request, words % {"night": night.label})
