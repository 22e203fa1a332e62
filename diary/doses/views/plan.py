"""The plan's pages. Every change is one small form with its day and reason."""

from collections.abc import Callable
from dataclasses import dataclass

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of
from ldn_app.ui.redirects import safe_next

from ..domain.titration import AMOUNT_KINDS, Kind
from ..errors import DoseRuleBroken
from ..forms.plan import (
    EndForm,
    HoldForm,
    PauseForm,
    PlanCorrectionForm,
    RegimenForm,
    ResumeForm,
    SlotForm,
    StepForm,
    UsualTimeForm,
    WithdrawForm,
)
from ..models import RegimenEvent
from ..models.plan_in_force import PlanInForce, current_plan
from ..queries.plan_page import build_plan_page, history_line
from ..services import plan as services


@dataclass(frozen=True)
class PlanChangePage:
    """One way to change a plan: the words of its page, its form and its service."""

    title: str
    lead: str
    button: str
    form: type[forms.Form]
    service: Callable


CHANGES = {
    "step": PlanChangePage(
        _("量を変える"),
        _("先生に言われた日と量を、そのまま入力します。"),
        _("計画に足す"),
        StepForm,
        services.add_step,
    ),
    "hold": PlanChangePage(
        _("量を据え置く"),
        _("その日の前の量を続けます。その日より後に予定していた段階は取りやめになります。"),
        _("据え置きを記録する"),
        HoldForm,
        services.hold_amount,
    ),
    "slot": PlanChangePage(
        _("夜・朝を変える"),
        _("夜に飲むか、朝に飲むかが変わった日を入力します。"),
        _("変えたことを記録する"),
        SlotForm,
        services.switch_slot,
    ),
    "time": PlanChangePage(
        _("いつもの時刻を変える"),
        _("変わった日と、新しい時刻を入力します。"),
        _("時刻を記録する"),
        UsualTimeForm,
        services.change_usual_time,
    ),
    "pause": PlanChangePage(
        _("お休みを記録する"),
        _("飲まない期間の、はじめの日と理由を入力します。"),
        _("お休みを記録する"),
        PauseForm,
        services.pause_regimen,
    ),
    "resume": PlanChangePage(
        _("再開を記録する"),
        _("お休みのあと、また飲みはじめた日を入力します。"),
        _("再開を記録する"),
        ResumeForm,
        services.resume_regimen,
    ),
    "end": PlanChangePage(
        _("計画を終わりにする"),
        _("さいごに飲む日を入力します。これまでの記録は残ります。"),
        _("計画を終わりにする"),
        EndForm,
        services.end_regimen,
    ),
}


@for_patient
def show_plan(request: HttpRequest) -> HttpResponse:
    page = build_plan_page(request.viewer, today=_today(request))
    return render(request, "diary/doses/regimen.html", {"page": page})


@for_patient
def begin_plan(request: HttpRequest) -> HttpResponse:
    form = RegimenForm(request.POST if request.method == "POST" else None, today=_today(request))
    if form.is_valid() and _begin(request, form):
        return redirect(safe_next(request, "doses:regimen"))
    context = {"form": form, "next": safe_next(request, "doses:regimen")}
    status = 422 if form.is_bound else 200
    return render(request, "diary/doses/regimen_new.html", context, status=status)


@for_patient
def change_plan(request: HttpRequest, change: str) -> HttpResponse:
    plan = _plan_or_404(request)
    kind = CHANGES[change]
    form = kind.form(request.POST if request.method == "POST" else None, today=_today(request))
    if form.is_valid():
        values = {k: v for k, v in form.cleaned_data.items() if k != "amounts_confirmed"}
        try:
            kind.service(request.viewer, plan=plan, now=timezone.now(), **values)
        except DoseRuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return redirect("doses:regimen")
    status = 422 if form.is_bound else 200
    context = {"change": kind, "form": form}
    return render(request, "diary/doses/regimen_change.html", context, status=status)


@for_patient
def edit_event(request: HttpRequest, event_id: int) -> HttpResponse:
    """Put a slip of the pen right, or take a planned line off."""
    plan = _plan_or_404(request)
    event = _event_or_404(plan, event_id)
    names_amount = Kind(event.kind) in AMOUNT_KINDS
    initial = {"on_day": event.on_day, "amount_mg": event.amount_mg}
    form = PlanCorrectionForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        names_amount=names_amount,
        today=_today(request),
    )
    if form.is_valid():
        try:
            services.correct_event(
                request.viewer,
                plan=plan,
                event=event,
                on_day=form.cleaned_data["on_day"],
                amount_mg=form.cleaned_data.get("amount_mg"),
                now=timezone.now(),
            )
        except DoseRuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return redirect("doses:regimen")
    return _event_page(request, plan, event, form=form, withdraw_form=WithdrawForm())


@require_POST
@for_patient
def withdraw_event(request: HttpRequest, event_id: int) -> HttpResponse:
    plan = _plan_or_404(request)
    event = _event_or_404(plan, event_id, withdrawn_too=True)
    form = WithdrawForm(request.POST)
    if form.is_valid():
        try:
            services.withdraw_event(
                request.viewer,
                plan=plan,
                event=event,
                note=form.cleaned_data["note"],
                now=timezone.now(),
            )
        except DoseRuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            return redirect("doses:regimen")
    names_amount = Kind(event.kind) in AMOUNT_KINDS
    initial = {"on_day": event.on_day, "amount_mg": event.amount_mg}
    correction = PlanCorrectionForm(
        initial=initial, names_amount=names_amount, today=_today(request)
    )
    return _event_page(request, plan, event, form=correction, withdraw_form=form)


def _begin(request: HttpRequest, form: RegimenForm) -> bool:
    answer = form.cleaned_data
    try:
        services.begin_regimen(
            request.viewer,
            patient=request.user.patient,
            form=answer["form"],
            strength_mg_per_ml=answer["strength_mg_per_ml"],
            slot=answer["slot"],
            usual_time=answer["usual_time"],
            steps=[services.WrittenStep(day, amount_mg) for day, amount_mg in form.steps],
            last_day=answer["last_day"],
            now=timezone.now(),
        )
    except DoseRuleBroken as broken:
        form.add_error(None, str(broken))
        return False
    return True


def _today(request: HttpRequest):
    return today_of(request.user.patient, timezone.now())


def _plan_or_404(request: HttpRequest) -> PlanInForce:
    plan = current_plan(request.viewer, today=_today(request))
    if plan is None:
        raise Http404
    return plan


def _event_or_404(plan: PlanInForce, event_id: int, *, withdrawn_too: bool = False) -> RegimenEvent:
    for row in plan.rows:
        if row.pk == event_id and (withdrawn_too or row.withdrawn_at is None):
            return row
    raise Http404


def _event_page(
    request: HttpRequest,
    plan: PlanInForce,
    event: RegimenEvent,
    *,
    form: forms.Form,
    withdraw_form: forms.Form,
) -> HttpResponse:
    context = {
        "line": history_line(event, plan=plan, today=_today(request)),
        "form": form,
        "withdraw_form": withdraw_form,
    }
    status = 422 if form.is_bound or withdraw_form.is_bound else 200
    return render(request, "diary/doses/regimen_event.html", context, status=status)
