"""Choosing the symptoms to follow, and arranging them."""

from urllib.parse import urlencode

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ldn_app.access.audience import for_patient
from ldn_app.ui.redirects import safe_next

from ..errors import CheckInRuleBroken
from ..forms.choose import ChooseForm
from ..models import TrackedSymptom
from ..queries.choose import build_symptom_choice
from ..services.symptom_list import (
    follow_again,
    follow_library_symptoms,
    follow_own_symptom,
    move_symptom,
    stop_following,
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def choose_symptoms(request: HttpRequest) -> HttpResponse:
    form = ChooseForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _follow(request, form):
        return redirect(safe_next(request, "symptoms:choose"))
    context = {
        "form": form,
        "choice": build_symptom_choice(request.viewer),
        "ticked": form["symptom"].value() or [],
        "next": _leads_on_to(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "diary/symptoms/choose.html", context, status=status)


def _follow(request: HttpRequest, form: ChooseForm) -> bool:
    """Put what was chosen on the list; False, with the reason in the form, when it cannot be."""
    now = timezone.now()
    try:
        with transaction.atomic():  # a refused form leaves nothing behind
            follow_library_symptoms(request.viewer, symptoms=form.chosen(), now=now)
            if name := form.cleaned_data["name"]:
                anchor = form.cleaned_data["anchor"]
                follow_own_symptom(request.viewer, name=name, anchor=anchor, now=now)
    except CheckInRuleBroken as broken:
        form.add_error(None, str(broken))
        return False
    messages.success(request, _("加えました。"))
    return True


@require_POST
@for_patient
def change_symptom(request: HttpRequest, symptom_id: int) -> HttpResponse:
    """Move a symptom up or down the list, take it off, or put it back."""
    mine = TrackedSymptom.objects.editable_by(request.viewer)
    symptom = get_object_or_404(mine, pk=symptom_id)
    now = timezone.now()
    try:
        match request.POST.get("change"):
            case "up":
                move_symptom(request.viewer, symptom=symptom, by=-1, now=now)
            case "down":
                move_symptom(request.viewer, symptom=symptom, by=1, now=now)
            case "remove":
                stop_following(request.viewer, symptom=symptom, now=now)
                messages.info(request, _("外しました。これまでの記録は残っています。"))
            case "again":
                follow_again(request.viewer, symptom=symptom, now=now)
    except CheckInRuleBroken as broken:
        messages.warning(request, str(broken))
    leads_on = _leads_on_to(request)
    query = "?" + urlencode({"next": leads_on}) if leads_on else ""
    return redirect(reverse("symptoms:choose") + query)


def _leads_on_to(request: HttpRequest) -> str:
    """Where the page goes on to when the list is done; "" when it was opened for itself."""
    here = reverse("symptoms:choose")
    address = safe_next(request, here)
    return "" if address == here else address
