"""The settings page and its one-decision pages."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from ldn_app.access.audience import for_account, for_clinician, for_patient
from ldn_app.access.viewer import Role
from ldn_app.accounts.forms import consent_text
from ldn_app.accounts.home import Place, address_of, home
from ldn_app.accounts.services import change_setting, has_current_consent, live_consent
from ldn_app.accounts.setting_forms import CLINICIANS_SETTINGS, SETTINGS


@require_safe
@for_account
def overview(request: HttpRequest) -> HttpResponse:
    """Every setting with what holds now, of a diary's owner or of a clinician. A clinician needs
    no second proof here: this is where one is set up."""
    if request.viewer.role is Role.CLINICIAN:
        return _sections(request, home().build_clinicians_settings)
    return _patients_sections(request)


@for_patient
def _patients_sections(request: HttpRequest) -> HttpResponse:
    return _sections(request, home().build_patients_settings)


def _sections(request: HttpRequest, build: Callable) -> HttpResponse:
    sections = build(request.user, now=timezone.now())
    return render(request, "accounts/settings.html", {"sections": sections})


@require_http_methods(["GET", "HEAD", "POST"])
@for_account
def setting(request: HttpRequest, topic: str) -> HttpResponse:
    """One decision, of a diary's owner or of a clinician."""
    is_clinician = request.viewer.role is Role.CLINICIAN
    return (_clinicians_setting if is_clinician else _patients_setting)(request, topic)


@for_patient
def _patients_setting(request: HttpRequest, topic: str) -> HttpResponse:
    return _decision(request, topic, SETTINGS, request.user.patient)


@for_clinician
def _clinicians_setting(request: HttpRequest, topic: str) -> HttpResponse:
    return _decision(request, topic, CLINICIANS_SETTINGS, request.user.clinician)


def _decision(request: HttpRequest, topic: str, forms: dict, person) -> HttpResponse:
    if topic not in forms:
        raise Http404
    form = forms[topic](request.POST if request.method == "POST" else None, person=person)
    if form.is_valid():
        change_setting(person, now=timezone.now(), **form.cleaned_data)
        messages.success(request, _("保存しました。"))
        return redirect("accounts:settings")
    status = 422 if form.is_bound else 200
    context = {"form": form, "topic": topic, "now": timezone.now(), "patient": person}
    return render(request, "accounts/setting.html", context, status=status)


@require_safe
@for_patient
def given_consent(request: HttpRequest) -> HttpResponse:
    """What the person agreed to, when, and how to take it back."""
    consent = live_consent(request.user)
    context = {
        "consent": consent,
        "consent_text": consent_text(consent.version) if consent else None,
        "current": has_current_consent(request.user),
        "delete_address": address_of(Place.DELETION),
        "download_address": address_of(Place.DOWNLOAD),
    }
    return render(request, "accounts/consent.html", context)
