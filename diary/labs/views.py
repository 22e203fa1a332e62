"""Laboratory slips: the list, a whole slip at once, one line of it."""

from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ldn_app.access.audience import for_patient
from ldn_app.clock import today_of
from ldn_app.ui.dates import full_day_label

from .domain.items import lab_items
from .domain.line import Terms
from .errors import AboutOneItem, LabRuleBroken, SlipInTheFuture
from .forms import DayForm, LineForm, SlipForm
from .models import LabResult
from .queries import build_labs_page, terms_of_last_time
from .services import change_result, record_slip, remove_result


@require_safe
@for_patient
def labs(request: HttpRequest) -> HttpResponse:
    """The slips, the newest first."""
    asked = request.GET.get("page", "1")
    number = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 5 else 1
    page = build_labs_page(request.viewer, page=number)
    return render(request, "diary/labs/labs.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def new_slip(request: HttpRequest) -> HttpResponse:
    """One slip on one page; what was typed comes back when something is wrong with it."""
    now = timezone.now()
    today = today_of(request.user.patient, now)
    data = request.POST if request.method == "POST" else None
    form = SlipForm(data, today=today, known=terms_of_last_time(request.viewer))
    if form.is_valid():
        day = form.day.cleaned_data["collected_on"]
        try:
            record_slip(request.viewer, collected_on=day, lines=form.lines, today=today, now=now)
        except SlipInTheFuture as broken:
            form.day.add_error("collected_on", str(broken))
        except AboutOneItem as broken:
            form.complain(broken.item_name, str(broken))
        else:
            told = _("検査の値を記録しました。%(day)s") % {"day": full_day_label(day)}
            messages.success(request, told)
            return redirect("labs:labs")
    status = 422 if form.is_bound else 200
    return render(request, "diary/labs/slip.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def edit_result(request: HttpRequest, result_id: int) -> HttpResponse:
    """Put one line right."""
    result = get_object_or_404(LabResult.objects.editable_by(request.viewer), pk=result_id)
    now = timezone.now()
    today = today_of(request.user.patient, now)
    data = request.POST if request.method == "POST" else None
    day = DayForm(data, today=today, initial={"collected_on": result.collected_on})
    row = _row_of(result, data)
    if all([day.is_valid(), row.is_valid()]) and _changed(request, result, day, row, now):
        messages.success(request, _("直しました。"))
        return redirect("labs:labs")
    context = {"day": day, "row": row, "result": result}
    status = 200 if data is None else 422
    return render(request, "diary/labs/result.html", context, status=status)


def _row_of(result: LabResult, data) -> LineForm:
    terms = Terms(result.unit, result.low_text, result.high_text)
    row = LineForm(
        data, item=lab_items().get(result.item_key), own_name=result.item_name, terms=terms
    )
    row.initial["value"] = result.value_text
    return row


def _changed(
    request: HttpRequest, result: LabResult, day: DayForm, row: LineForm, now: datetime
) -> bool:
    """Save what was typed; False, with the reason in the forms, when it cannot be."""
    if row.line is None:
        row.add_error("value", _("結果を書いてください。"))
        return False
    values = {"collected_on": day.cleaned_data["collected_on"], "line": row.line}
    try:
        today = today_of(request.user.patient, now)
        change_result(request.viewer, result=result, **values, today=today, now=now)
    except SlipInTheFuture as broken:
        day.add_error("collected_on", str(broken))
    except LabRuleBroken as broken:
        row.add_error("value", str(broken))
    else:
        return True
    return False


@require_POST
@for_patient
def remove(request: HttpRequest, result_id: int) -> HttpResponse:
    result = get_object_or_404(LabResult.objects.editable_by(request.viewer), pk=result_id)
    words = {"name": result.item_name, "day": full_day_label(result.collected_on)}
    remove_result(request.viewer, result=result, now=timezone.now())
    messages.success(request, _("%(day)sの%(name)sを消しました。") % words)
    return redirect("labs:labs")
