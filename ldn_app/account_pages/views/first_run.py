"""The first run: consent, opioids, plan, symptoms. Each step can be skipped and found again."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from ldn_app.access.audience import for_patient
from ldn_app.accounts.first_run_forms import ConsentForm
from ldn_app.accounts.forms import consent_text
from ldn_app.accounts.home import Place, address_of
from ldn_app.accounts.services import (
    finish_first_run,
    give_consent,
    has_current_consent,
    live_consent,
)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def welcome(request: HttpRequest) -> HttpResponse:
    """Step 1: the consent that was given, or the newer text that waits for an answer."""
    form = ConsentForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        version = settings.HEALTH_DATA_CONSENT_VERSION
        give_consent(request.user, version=version, now=timezone.now())
        return redirect(_after_consent(request))
    context = {
        "form": form,
        "consent": live_consent(request.user),
        "current": has_current_consent(request.user),
        "consent_text": consent_text(settings.HEALTH_DATA_CONSENT_VERSION),
        "next_address": _after_consent(request),
    }
    status = 422 if form.is_bound else 200
    return render(request, "accounts/welcome/consent.html", context, status=status)


@require_safe
@for_patient
def opioids(request: HttpRequest) -> HttpResponse:
    """Step 2: a link to the question about opioids."""
    onward = reverse("accounts:welcome_plan")
    context = {"opioids_address": address_of(Place.OPIOIDS, back_to=onward)}
    return render(request, "accounts/welcome/opioids.html", context)


@require_safe
@for_patient
def plan(request: HttpRequest) -> HttpResponse:
    """Step 3: a link to the form of the plan."""
    onward = reverse("accounts:welcome_symptoms")
    context = {"plan_address": address_of(Place.NEW_PLAN, back_to=onward)}
    return render(request, "accounts/welcome/plan.html", context)


@require_safe
@for_patient
def symptoms(request: HttpRequest) -> HttpResponse:
    """Step 4: a link to the choice of symptoms."""
    onward = reverse("accounts:welcome_ready")
    context = {"symptoms_address": address_of(Place.SYMPTOMS, back_to=onward)}
    return render(request, "accounts/welcome/symptoms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def ready(request: HttpRequest) -> HttpResponse:
    """The end of the first run."""
    if request.method == "POST":
        finish_first_run(request.user.patient, now=timezone.now())
        return redirect(address_of(Place.TONIGHT))
    return render(request, "accounts/welcome/ready.html")


def _after_consent(request: HttpRequest) -> str:
    if request.user.patient.first_run_done_at is not None:
        return address_of(Place.TONIGHT)
    return reverse("accounts:welcome_opioids")
