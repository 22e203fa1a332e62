"""What was obtained: the list, and one entry."""

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

from .errors import ObtainedInTheFuture, SupplyRuleBroken
from .forms import SupplyForm
from .models import Supply
from .queries import supplies_newest_first
from .services import change_supply, record_supply, remove_supply


@require_safe
@for_patient
def supplies(request: HttpRequest) -> HttpResponse:
    """Everything that was obtained, the newest first."""
    context = {"supplies": supplies_newest_first(request.viewer)}
    return render(request, "diary/supply/supplies.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def new_supply(request: HttpRequest) -> HttpResponse:
    now = timezone.now()
    data = request.POST if request.method == "POST" else None
    form = SupplyForm(data, today=today_of(request.user.patient, now))
    if form.is_valid() and _saved(request, form, None, now):
        messages.success(request, _("薬の入手を記録しました。"))
        return redirect("supply:supplies")
    status = 422 if form.is_bound else 200
    return render(request, "diary/supply/supply.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def edit_supply(request: HttpRequest, supply_id: int) -> HttpResponse:
    supply = get_object_or_404(Supply.objects.editable_by(request.viewer), pk=supply_id)
    now = timezone.now()
    data = request.POST if request.method == "POST" else None
    kept = {field: getattr(supply, field) for field in SupplyForm.base_fields}
    form = SupplyForm(data, initial=kept, today=today_of(request.user.patient, now))
    if form.is_valid() and _saved(request, form, supply, now):
        messages.success(request, _("直しました。"))
        return redirect("supply:supplies")
    context = {"form": form, "supply": supply}
    status = 422 if form.is_bound else 200
    return render(request, "diary/supply/supply.html", context, status=status)


def _saved(request: HttpRequest, form: SupplyForm, supply: Supply | None, now: datetime) -> bool:
    """Save what was typed; False, with the reason in the form, when it cannot be."""
    values = {"words": form.words(), "today": today_of(request.user.patient, now), "now": now}
    try:
        if supply is None:
            record_supply(request.viewer, **values)
        else:
            change_supply(request.viewer, supply=supply, **values)
    except ObtainedInTheFuture as broken:
        form.add_error("obtained_on", str(broken))
    except SupplyRuleBroken as broken:
        form.add_error(None, str(broken))
    else:
        return True
    return False


@require_POST
@for_patient
def remove(request: HttpRequest, supply_id: int) -> HttpResponse:
    supply = get_object_or_404(Supply.objects.editable_by(request.viewer), pk=supply_id)
    day = full_day_label(supply.obtained_on)
    remove_supply(request.viewer, supply=supply, now=timezone.now())
    messages.success(request, _("%(day)sの入手の記録を消しました。") % {"day": day})
    return redirect("supply:supplies")
