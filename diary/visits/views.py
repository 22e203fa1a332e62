"""Appointments, questions for the doctor, and the days on which the patient saw the doctor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of
from ldn_app.ui.dates import full_day_label
from ldn_app.ui.redirects import safe_next

from .errors import VisitRuleBroken
from .forms import AppointmentForm, NoteForm, QuestionsForm, VisitForm, values_of
from .models import Visit
from .queries import build_visits_page, note_of
from .services import (
    change_visit,
    plan_visit,
    record_visit,
    remove_visit,
    settle_visit,
    write_note,
    write_questions,
)

LIST = "visits:visits"


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def visits(request: HttpRequest) -> HttpResponse:
    """All visits, the next one first. POST records a day gone by; an invalid one comes back."""
    now = timezone.now()
    today = today_of(request.user.patient, now)
    form = VisitForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        try:
            visit = record_visit(request.viewer, **form.cleaned_data, today=today, now=now)
        except VisitRuleBroken as broken:
            form.add_error("visited_on", str(broken))
        else:
            day = full_day_label(visit.visited_on)
            messages.success(request, _("受診日を記録しました。%(day)s") % {"day": day})
            return redirect("summary:page")
    page = build_visits_page(request.viewer, today=today)
    questions = QuestionsForm(initial=values_of(page.coming.visit)) if page.coming else None
    context = {"form": form, "page": page, "questions": questions}
    status = 422 if form.is_bound else 200
    return render(request, "diary/visits/visits.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def plan(request: HttpRequest) -> HttpResponse:
    """「受診の予定を入れる」."""
    now = timezone.now()
    today = today_of(request.user.patient, now)
    form = AppointmentForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        try:
            visit = plan_visit(request.viewer, appointment=form.appointment(), today=today, now=now)
        except VisitRuleBroken as broken:
            form.add_error("visited_on", str(broken))
        else:
            day = full_day_label(visit.visited_on)
            messages.success(request, _("受診を入れました。%(day)s") % {"day": day})
            return redirect(LIST)
    status = 422 if form.is_bound else 200
    return render(request, "diary/visits/plan.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def one(request: HttpRequest, visit_id: int) -> HttpResponse:
    """One visit with everything that can be changed. POST changes when and where it is."""
    visit, now = _mine(request, visit_id), timezone.now()
    today = today_of(request.user.patient, now)
    typed = request.POST if request.method == "POST" else None
    form = AppointmentForm(typed, visit=visit, today=today)
    if form.is_valid():
        try:
            change_visit(
                request.viewer, visit=visit, appointment=form.appointment(), today=today, now=now
            )
        except VisitRuleBroken as broken:
            form.add_error("visited_on", str(broken))
        else:
            messages.success(request, _("保存しました。"))
            return redirect(LIST)
    return _one_page(request, visit, today=today, form=form)


@require_POST
@for_patient
def questions(request: HttpRequest, visit_id: int) -> HttpResponse:
    """「先生に聞きたいこと」, from the list or from the page of the visit."""
    visit, now = _mine(request, visit_id), timezone.now()
    form = QuestionsForm(request.POST)
    if not form.is_valid():
        return _one_page(request, visit, today=today_of(request.user.patient, now), questions=form)
    write_questions(request.viewer, visit=visit, questions=form.questions(), now=now)
    messages.success(request, _("聞きたいことを保存しました。"))
    return redirect(safe_next(request, LIST))


@require_POST
@for_patient
def note(request: HttpRequest, visit_id: int) -> HttpResponse:
    visit, now = _mine(request, visit_id), timezone.now()
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _one_page(request, visit, today=today_of(request.user.patient, now), note=form)
    write_note(request.viewer, visit=visit, text=form.cleaned_data["text"], now=now)
    messages.success(request, _("メモを保存しました。"))
    return redirect("visits:one", visit_id=visit.pk)


@require_POST
@for_patient
def settle(request: HttpRequest, visit_id: int) -> HttpResponse:
    """「受診した」「受診しなかった」「予定にもどす」."""
    visit, now = _mine(request, visit_id), timezone.now()
    state = request.POST.get("state")
    if state not in Visit.State.values:
        return redirect(LIST)
    try:
        settle_visit(
            request.viewer,
            visit=visit,
            state=state,
            today=today_of(request.user.patient, now),
            now=now,
        )
    except VisitRuleBroken as broken:
        messages.warning(request, str(broken))
        return redirect(LIST)
    day = full_day_label(visit.visited_on)
    if state == Visit.State.HAPPENED:
        messages.success(request, _("受診日を記録しました。%(day)s") % {"day": day})
        return redirect("visits:one", visit_id=visit.pk)
    messages.success(request, _("保存しました。"))
    return redirect(LIST)


@require_POST
@for_patient
def remove(request: HttpRequest, visit_id: int) -> HttpResponse:
    visit = _mine(request, visit_id)
    day = full_day_label(visit.visited_on)
    remove_visit(request.viewer, visit=visit, now=timezone.now())
    messages.success(request, _("受診を消しました。%(day)s") % {"day": day})
    return redirect(LIST)


def _mine(request: HttpRequest, visit_id: int) -> Visit:
    return get_object_or_404(Visit.objects.editable_by(request.viewer), pk=visit_id)


def _one_page(request: HttpRequest, visit: Visit, *, today, **forms) -> HttpResponse:
    """The page of one visit, with what was typed in the form that did not hold."""
    context = {
        "visit": visit,
        "has_come": visit.visited_on <= today,
        "form": forms.get("form") or AppointmentForm(visit=visit, today=today),
        "questions": forms.get("questions") or QuestionsForm(initial=values_of(visit)),
        "note": forms.get("note") or NoteForm(initial={"text": note_of(request.viewer, visit)}),
    }
    status = 422 if any(form.is_bound for form in forms.values()) else 200
    return render(request, "diary/visits/one.html", context, status=status)
