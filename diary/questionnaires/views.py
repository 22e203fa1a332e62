"""PS by one tap, scores copied from paper, and the list of both."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from diary.medications.red_flags import red_flags
from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of
from ldn_app.ui.dates import full_day_label

from .domain.instruments import Instrument, instruments
from .domain.sheet import OWN, PS
from .errors import ScoreInTheFuture, ScoreIsRecorded
from .forms import OwnScoreForm, ScoreCorrectionForm, ScoreForm
from .models import Response
from .queries import build_ps_page, build_scores_page, paper_instruments
from .services import change_score, choose_ps, record_scores, remove_score


@require_safe
@for_patient
def scores(request: HttpRequest) -> HttpResponse:
    """All scores, the newest first."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    page = build_scores_page(request.viewer, page=number)
    return render(request, "diary/questionnaires/scores.html", {"page": page})


@require_safe
@for_patient
def ps_today(request: HttpRequest) -> HttpResponse:
    """Today's PS; ``?day=`` leads on to another day."""
    day = today_of(request.user.patient, timezone.now())
    asked = _date_in(request.GET.get("day", ""))
    if asked is not None and asked < day:
        return redirect("questionnaires:ps_day", day=asked)
    return _ps_page(request, day)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def ps_day(request: HttpRequest, day: date) -> HttpResponse:
    """The PS of a day that is over."""
    if day > today_of(request.user.patient, timezone.now()):
        raise Http404
    return _tapped(request, day) if request.method == "POST" else _ps_page(request, day)


def _ps_page(request: HttpRequest, day: date, *, error: str = "") -> HttpResponse:
    context = {
        "page": build_ps_page(request.viewer, day),
        "today": today_of(request.user.patient, timezone.now()),
    }
    status = 422 if error else 200
    template = "diary/questionnaires/ps.html"
    return render(request, template, {**context, "error": error}, status=status)


def _tapped(request: HttpRequest, day: date) -> HttpResponse:
    level = request.POST.get("level", "")
    if level not in {str(number) for number in range(len(instruments()[PS].levels))}:
        return _ps_page(request, day, error=_("0から9のどれかを選んでください。"))
    now = timezone.now()
    choose_ps(
        request.viewer, level=int(level), on=day, today=today_of(request.user.patient, now), now=now
    )
    told = {"day": full_day_label(day), "level": level}
    messages.success(request, _("%(day)sの生活の制限(PS)を%(level)sと記録しました。") % told)
    return redirect("questionnaires:ps_day", day=day)


def _date_in(text: str) -> date | None:
    try:
        return parse_date(text)
    except ValueError:
        return None


@require_safe
@for_patient
def choose_instrument(request: HttpRequest) -> HttpResponse:
    """Which paper lies there."""
    context = {"instruments": paper_instruments(), "own": OWN}
    return render(request, "diary/questionnaires/choose.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def new_scores(request: HttpRequest, instrument: str) -> HttpResponse:
    """The scores of one paper; what was typed comes back when something is wrong with it."""
    known = {one.id: one for one in paper_instruments()}.get(instrument)
    if known is None and instrument != OWN:
        raise Http404
    now = timezone.now()
    data = request.POST if request.method == "POST" else None
    form = _score_form(data, known, today=today_of(request.user.patient, now))
    if form.is_valid() and _recorded(request, form, now):
        return redirect("questionnaires:scores")
    context = {"form": form, "instrument": known, "key": instrument}
    if known is not None and known.shows_help_lines:
        context["help_lines"] = red_flags()["urgent_suicidal"].lines
    status = 200 if data is None else 422
    return render(request, "diary/questionnaires/new.html", context, status=status)


def _score_form(data, known: Instrument | None, *, today: date) -> ScoreForm | OwnScoreForm:
    """``known`` None: an instrument that the patient names."""
    if known is None:
        return OwnScoreForm(data, today=today)
    return ScoreForm(data, today=today, instrument=known)


def _recorded(request: HttpRequest, form: ScoreForm | OwnScoreForm, now) -> bool:
    """Record what was typed; False, with the reason in the form, when it cannot be."""
    sheet = form.sheet()
    try:
        record_scores(
            request.viewer, sheet=sheet, today=today_of(request.user.patient, now), now=now
        )
    except ScoreInTheFuture as broken:
        form.add_error("answered_on", str(broken))
    except ScoreIsRecorded as broken:
        form.add_error("value" if sheet.instrument == OWN else broken.scale, str(broken))
    else:
        messages.success(request, _("点数を記録しました。%s") % full_day_label(sheet.answered_on))
        return True
    return False


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def edit_score(request: HttpRequest, response_id: int) -> HttpResponse:
    """Put one score right."""
    response = get_object_or_404(Response.objects.editable_by(request.viewer), pk=response_id)
    now = timezone.now()
    today = today_of(request.user.patient, now)
    data = request.POST if request.method == "POST" else None
    instrument = instruments().get(response.instrument)
    scale = instrument.scale(response.scale) if instrument else None
    form = ScoreCorrectionForm(data, today=today, response=response, scale=scale)
    if form.is_valid() and _changed(request, form, response, now):
        messages.success(request, _("直しました。"))
        return redirect("questionnaires:scores")
    context = {"form": form, "response": response}
    status = 200 if data is None else 422
    return render(request, "diary/questionnaires/edit.html", context, status=status)


def _changed(request: HttpRequest, form: ScoreCorrectionForm, response: Response, now) -> bool:
    """Save what was typed; False, with the reason in the form, when it cannot be."""
    values = {**form.cleaned_data, "today": today_of(request.user.patient, now), "now": now}
    try:
        change_score(request.viewer, response=response, **values)
    except ScoreInTheFuture as broken:
        form.add_error("answered_on", str(broken))
    except ScoreIsRecorded as broken:
        form.add_error("value", str(broken))
    else:
        return True
    return False


@require_POST
@for_patient
def remove(request: HttpRequest, response_id: int) -> HttpResponse:
    response = get_object_or_404(Response.objects.editable_by(request.viewer), pk=response_id)
    words = {"name": response.instrument_name, "day": full_day_label(response.answered_on)}
    remove_score(request.viewer, response=response, now=timezone.now())
    messages.success(request, _("%(day)sの%(name)sの点数を消しました。") % words)
    return redirect("questionnaires:scores")
