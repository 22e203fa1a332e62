"""One answer that saves by itself, as a fragment of the check-in page."""

from datetime import date, datetime

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from ..domain.answers import Answer, Question
from ..errors import CheckInRuleBroken
from ..forms.check_in import CheckInForm
from ..models import TrackedSymptom
from ..queries.questions import questions_among
from ..queries.rows import AnswerRow, fresh_row
from ..services.check_in import CALM_NIGHT, NONE_QUESTION, record_answers

FRAGMENTS = "diary/symptoms/fragments"


def save_one(request: HttpRequest, day: date, now: datetime) -> HttpResponse:
    """Record the one answer that ``answer`` or ``clear`` names; answers with its fragment."""
    key = request.POST.get("clear") or request.POST.get("answer", "")
    found = questions_among(request.viewer, [key])
    if not found:
        raise Http404
    question, symptom = found.popitem()
    if "clear" in request.POST:
        return _clear(request, day, now, question, symptom)
    form = CheckInForm([question], request.POST)
    if not form.is_valid():
        return _state(request, AnswerRow(question, "", error=form.sentences()[key]))
    answer = form.answer(key)
    try:
        recorded = _record(request, day, now, [answer])
    except CheckInRuleBroken as broken:
        return _state(request, AnswerRow(question, "", error=str(broken)))
    none_today = fresh_row(NONE_QUESTION) if recorded.none_today_gone else None
    row = fresh_row(question, symptom, value=answer.value)
    return _state(request, row, saved_at=now, none_today=none_today, address=_address(day))


def save_calm_night(request: HttpRequest, day: date, now: datetime) -> HttpResponse:
    """「どちらもなし」: two answers by one tap."""
    _record(request, day, now, CALM_NIGHT)
    rows = [fresh_row(answer.question, value=answer.value) for answer in CALM_NIGHT]
    context = {"rows": rows, "saved_at": now, "address": _address(day)}
    return render(request, f"{FRAGMENTS}/dreams.html", context)


def _clear(
    request: HttpRequest,
    day: date,
    now: datetime,
    question: Question,
    symptom: TrackedSymptom | None,
) -> HttpResponse:
    _record(request, day, now, [Answer(question, None)])
    context = {"row": fresh_row(question, symptom), "address": _address(day), "cleared_at": now}
    return render(request, f"{FRAGMENTS}/answer.html", context)


def _record(request: HttpRequest, day: date, now: datetime, answers: list[Answer]):
    patient = request.user.patient
    return record_answers(request.viewer, patient=patient, day=day, now=now, answers=answers)


def _address(day: date) -> str:
    return reverse("symptoms:check_in_day", args=[day])


def _state(request: HttpRequest, row: AnswerRow, **context) -> HttpResponse:
    status = 422 if row.error else 200
    context = {"row": row, **context}
    return render(request, f"{FRAGMENTS}/state.html", context, status=status)
