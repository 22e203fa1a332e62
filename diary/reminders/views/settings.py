"""The patient's page about reminders and the pages of single decisions."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of

from ..forms.arrangement import (
    AppointmentKindForm,
    KindForm,
    RefillKindForm,
    RestForm,
    StillOpenForm,
)
from ..forms.initial import initial_kind, initial_rest
from ..models import ReminderSchedule
from ..queries.calendar_page import has_calendar
from ..queries.page import build_reminders_page, is_in_quiet_hours
from ..services.scheduling import arrange_kind, arrange_rest, choose_zone

Kind = ReminderSchedule.Kind
FORMS = {
    Kind.STILL_OPEN: StillOpenForm,
    Kind.APPOINTMENT: AppointmentKindForm,
    Kind.REFILL: RefillKindForm,
}


@require_safe
@for_patient
def overview(request: HttpRequest) -> HttpResponse:
    """Every reminder with what holds now."""
    page = build_reminders_page(request.viewer, patient=request.user.patient, now=timezone.now())
    return render(request, "diary/reminders/settings.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def one_kind(request: HttpRequest, kind: str) -> HttpResponse:
    """When one kind comes."""
    if kind not in Kind.values:
        raise Http404
    patient, now = request.user.patient, timezone.now()
    form_class = FORMS.get(kind, KindForm)
    initial = initial_kind(request.viewer, kind, now=now, patient=patient)
    form = form_class(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        schedule = arrange_kind(
            request.viewer, patient=patient, kind=kind, chosen=form.arrangement(), now=now
        )
        _say_what_holds(request, schedule, asked_for=form.cleaned_data["enabled"])
        return redirect("reminders:settings")
    context = {"form": form, "kind": kind, "heading": Kind(kind).label}
    status = 422 if form.is_bound else 200
    return render(request, "diary/reminders/kind.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def rest(request: HttpRequest) -> HttpResponse:
    """Quiet hours, a pause, and the patient's own words."""
    now = timezone.now()
    form = RestForm(
        request.POST if request.method == "POST" else None,
        initial=initial_rest(request.viewer),
        today=today_of(request.user.patient, now),
    )
    if form.is_valid():
        chosen = {**form.cleaned_data}
        chosen.pop("telling_is_fine")
        arrange_rest(request.viewer, patient=request.user.patient, now=now, **chosen)
        messages.success(request, _("保存しました。"))
        return redirect("reminders:settings")
    status = 422 if form.is_bound else 200
    return render(request, "diary/reminders/rest.html", {"form": form}, status=status)


@require_POST
@for_patient
def place(request: HttpRequest) -> HttpResponse:
    """The answer to the question after a change of place."""
    choose_zone(
        request.viewer,
        patient=request.user.patient,
        keep=request.POST.get("keep") == "yes",
        now=timezone.now(),
    )
    messages.success(request, _("保存しました。"))
    return redirect("reminders:settings")


def _say_what_holds(request: HttpRequest, schedule: ReminderSchedule, *, asked_for: bool) -> None:
    if asked_for and not schedule.enabled:
        messages.warning(request, _("先に「お薬の時間」のお知らせを「使う」にしてください。"))
    elif schedule.enabled and is_in_quiet_hours(request.viewer, schedule):
        messages.warning(
            request, _("保存しました。この時刻は静かにする時間の中なので、お知らせは届きません。")
        )
    elif schedule.reaches_only_a_calendar and not has_calendar(request.viewer):
        messages.warning(
            request,
            _("保存しました。まだ届きません。「カレンダーで受け取る」でアドレスを作ってください。"),
        )
    else:
        messages.success(request, _("保存しました。"))
