"""The check-in: one page for a day; each answer saves by itself, or all of them with a button."""

from datetime import date, datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from django_htmx.http import HttpResponseClientRedirect

from diary.offline.arrival import arrives_once
from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of

from ..domain.answer_time import EARLIEST_DAY
from ..domain.answers import Answer, question_of
from ..errors import CheckInRuleBroken
from ..forms.check_in import CheckInForm
from ..queries.page import build_check_in
from ..queries.questions import questions_among
from ..services.check_in import CALM_NIGHT, NONE_QUESTION, copy_day_before, record_answers
from .one_answer import save_calm_night, save_one


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
@arrives_once
def check_in_today(request: HttpRequest) -> HttpResponse:
    now = request.arrival.made_at
    return _check_in(request, today_of(request.user.patient, now), now)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
@arrives_once
def check_in_day(request: HttpRequest, day: date) -> HttpResponse:
    """A day of one's own choice; one that has not begun, or before all diaries, is a 404."""
    now = request.arrival.made_at
    if not EARLIEST_DAY <= day <= today_of(request.user.patient, now):
        raise Http404
    return _check_in(request, day, now)


def _check_in(request: HttpRequest, day: date, now: datetime) -> HttpResponse:
    if request.method != "POST":
        return _page(request, day, now)
    if not request.htmx:
        return _save_page(request, day, now)
    match request.POST.get("action"):
        case "copy":
            _copy(request, day, now)
            return HttpResponseClientRedirect(reverse("symptoms:check_in_day", args=[day]))
        case "calm_night":
            return save_calm_night(request, day, now)
    return save_one(request, day, now)


def _page(
    request: HttpRequest, day: date, now: datetime, *, form=None, errors=None
) -> HttpResponse:
    today = today_of(request.user.patient, now)
    page = build_check_in(request.viewer, day=day, today=today)
    if errors:
        page = page.with_typed(form.data, errors)
    context = {"page": page, "day": day, "address": reverse("symptoms:check_in_day", args=[day])}
    context["refused"] = bool(errors)
    status = 422 if errors else 200
    return render(request, "diary/symptoms/check_in.html", context, status=status)


def _save_page(request: HttpRequest, day: date, now: datetime) -> HttpResponse:
    """Save all that was said. What cannot be saved stays on the page, with its reason."""
    keys = [key.removeprefix("initial-") for key in request.POST]
    form = CheckInForm(questions_among(request.viewer, keys), request.POST)
    answers = {answer.question: answer for answer in form.said()}
    for answer in _said_by_button(request):
        answers[answer.question] = answer
    errors = form.sentences() | _record(request, day, now, list(answers.values()))
    errors.pop(request.POST.get("clear"), None)
    if errors:
        return _page(request, day, now, form=form, errors=errors)
    if request.POST.get("action") == "copy":
        _copy(request, day, now)
    else:
        messages.success(request, _("保存しました。"))
    return redirect("symptoms:check_in_day", day=day)


def _said_by_button(request: HttpRequest) -> list[Answer]:
    """What the button that was pressed says beside what stands in the fields."""
    if request.POST.get("action") == "calm_night":
        return CALM_NIGHT
    question = question_of(request.POST.get("clear", ""))
    known = questions_among(request.viewer, [question.key]) if question else {}
    return [Answer(one, None) for one in known]


def _record(request: HttpRequest, day: date, now: datetime, answers: list[Answer]) -> dict:
    """Record ``answers``; returns what to say about 「今日はなし」 when it cannot stand."""
    keep = {"patient": request.user.patient, "day": day, "now": now}
    blank = not any(value for key, value in request.POST.items() if key.startswith("initial-"))
    try:
        record_answers(request.viewer, answers=answers, first_of_day=blank, **keep)
    except CheckInRuleBroken as broken:
        others = [answer for answer in answers if answer.question != NONE_QUESTION]
        record_answers(request.viewer, answers=others, **keep)
        return {NONE_QUESTION.key: str(broken)}
    return {}


def _copy(request: HttpRequest, day: date, now: datetime) -> None:
    try:
        copy_day_before(request.viewer, patient=request.user.patient, day=day, now=now)
    except CheckInRuleBroken as broken:
        messages.info(request, str(broken))
