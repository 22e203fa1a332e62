"""The whole answer of any night, at any time."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from ldn_app.access.audience import for_patient
from ldn_app.clock import PatientClock, clock_of, today_of
from ldn_app.ui.redirects import safe_next

from ..errors import DoseRuleBroken
from ..forms.answer import AnswerForm, initial_answer
from ..models import Dose
from ..models.plan_in_force import plans_during
from ..queries.tonight import NightCard, night_card
from ..services.answers import change_dose, record_dose_skipped, record_dose_taken


@for_patient
def edit_dose(request: HttpRequest, dose_day: date) -> HttpResponse:
    now = timezone.now()
    today = today_of(request.user.patient, now)
    card = _card(request, dose_day, today=today)
    form = AnswerForm(
        request.POST if request.method == "POST" else None,
        initial=_initial(card),
        time_may_be_unknown=card.dose.filled_later if card.dose else dose_day < today,
    )
    if form.is_valid():
        try:
            _save(request, card, form, now)
        except DoseRuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("%(night)sを記録しました。") % {"night": card.label})
            return redirect(safe_next(request, "doses:today"))
    context = {"card": card, "form": form, "next": safe_next(request, "doses:today")}
    status = 422 if form.is_bound else 200
    return render(request, "diary/doses/edit_dose.html", context, status=status)


def _card(request: HttpRequest, day: date, *, today: date) -> NightCard:
    doses = Dose.objects.editable_by(request.viewer).during(day, day)
    plans = plans_during(request.viewer, day, day)
    card = night_card(plans, {dose.dose_day: dose for dose in doses}, day, today=today)
    if card.plan is None or day > today:
        raise Http404
    return card


def _initial(card: NightCard) -> dict:
    if card.dose is None:
        return {"taken_clock": card.planned.usual_time}
    taken_at = card.dose.taken_at
    local = taken_at.astimezone(ZoneInfo(card.dose.time_zone)) if taken_at else None
    return initial_answer(card.dose, local=local)


def _save(request: HttpRequest, card: NightCard, form: AnswerForm, now: datetime) -> None:
    answer = form.cleaned_data
    if card.dose is not None:
        change_dose(
            request.viewer,
            dose=card.dose,
            plan=card.plan,
            now=now,
            status=answer["status"],
            taken_at=_taken_at(request, card, form),
            amount_mg=answer["amount_mg"],
            skip_reason=answer["skip_reason"],
            note=answer["note"],
        )
    elif answer["status"] == Dose.Status.TAKEN:
        record_dose_taken(
            request.viewer,
            plan=card.plan,
            dose_day=card.day,
            taken_at=_taken_at(request, card, form),
            amount_mg=answer["amount_mg"],
            note=answer["note"],
            now=now,
        )
    else:
        record_dose_skipped(
            request.viewer,
            plan=card.plan,
            dose_day=card.day,
            now=now,
            reason=answer["skip_reason"],
            note=answer["note"],
        )


def _taken_at(request: HttpRequest, card: NightCard, form: AnswerForm) -> datetime | None:
    """The time that was typed, on the clock of the place where the dose was taken.

    A time that was left as it stood keeps its seconds.
    """
    clock = clock_of(request.user.patient)
    if card.dose is not None:
        if "taken_clock" not in form.changed_data:
            return card.dose.taken_at
        clock = PatientClock(ZoneInfo(card.dose.time_zone), clock.day_starts_at)
    typed = form.cleaned_data["taken_clock"]
    return clock.moment_on(card.day, typed) if typed is not None else None
