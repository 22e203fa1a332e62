"""The days on which the patient saw the doctor."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ldn_app.access.audience import for_patient
from ldn_app.ui.dates import full_day_label

from .errors import VisitInTheFuture
from .forms import VisitForm
from .models import Visit
from .queries import visits_newest_first
from .services import record_visit, remove_visit


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def visits(request: HttpRequest) -> HttpResponse:
    """All visits and the form; an invalid entry comes back here with what was typed."""
    now = timezone.now()
    today = timezone.localdate(now)
    form = VisitForm(request.POST if request.method == "POST" else None, today=today)
    if form.is_valid():
        try:
            visit = record_visit(request.viewer, **form.cleaned_data, today=today, now=now)
        except VisitInTheFuture as broken:
            form.add_error("visited_on", str(broken))
        else:
            day = full_day_label(visit.visited_on)
            messages.success(request, _("受診日を記録しました。%(day)s") % {"day": day})
            return redirect("visit:page")
    context = {"form": form, "visits": visits_newest_first(request.viewer)}
    status = 422 if form.is_bound else 200
    return render(request, "diary/visits/visits.html", context, status=status)


@require_POST
@for_patient
def remove(request: HttpRequest, visit_id: int) -> HttpResponse:
    visit = get_object_or_404(Visit.objects.editable_by(request.viewer), pk=visit_id)
    day = full_day_label(visit.visited_on)
    remove_visit(request.viewer, visit=visit, now=timezone.now())
    messages.success(request, _("受診日を取り消しました。%(day)s") % {"day": day})
    return redirect("visits:visits")
