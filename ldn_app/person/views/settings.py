"""The settings page and its one-decision pages."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from ldn_app.access.audience import for_patient
from ldn_app.accounts.forms import consent_text
from ldn_app.accounts.overview import build_settings_page
from ldn_app.accounts.rooms import address_of
from ldn_app.accounts.services import change_setting, has_current_consent, live_consent
from ldn_app.accounts.setting_forms import SETTINGS


@require_GET
@for_patient
def overview(request: HttpRequest) -> HttpResponse:
    """Every setting with what holds now."""
    sections = build_settings_page(request.user, now=timezone.now())
    return render(request, "accounts/settings.html", {"sections": sections})


@require_http_methods(["GET", "POST"])
@for_patient
def setting(request: HttpRequest, topic: str) -> HttpResponse:
    """One decision."""
    if topic not in SETTINGS:
        raise Http404
    patient = request.user.patient
    form = SETTINGS[topic](request.POST if request.method == "POST" else None, patient=patient)
    if form.is_valid():
        change_setting(patient, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("保存しました。"))
        return redirect("accounts:settings")
    status = 422 if form.is_bound else 200
    context = {"form": form, "topic": topic, "now": timezone.now(), "patient": patient}
    return render(request, "accounts/setting.html", context, status=status)


@require_GET
@for_patient
def given_consent(request: HttpRequest) -> HttpResponse:
    """What the person agreed to, when, and how to take it back."""
    consent = live_consent(request.user)
    context = {
        "consent": consent,
        "consent_text": consent_text(consent.version) if consent else None,
        "current": has_current_consent(request.user),
        "delete_address": address_of("exchange:delete"),
        "download_address": address_of("exchange:download"),
    }
    return render(request, "accounts/consent.html", context)
