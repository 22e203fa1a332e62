"""The patient's side of the two longer ways: to a clinic by its code, to a person by mail."""

from collections.abc import Callable
from datetime import date

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from ldn_app.access.audience import for_patient
from ldn_app.access.models import ShareGrant
from ldn_app.clock import today_of

from ..clinic_forms import ClinicTermsForm, CodeForm, PersonForm
from ..clinic_queries import clinic_or_404
from ..errors import SharingRuleBroken
from ..forms import TermsForm
from ..queries import suggested_end
from ..services import ShareTerms, give_look_to_clinic, invite_person


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def find_clinic(request: HttpRequest) -> HttpResponse:
    form = CodeForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("sharing:clinic_terms", form.clinic.code)
    status = 422 if form.is_bound else 200
    return render(request, "diary/sharing/find_clinic.html", {"form": form}, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def clinic_terms(request: HttpRequest, clinic_code: str) -> HttpResponse:
    """What the clinic may read. It sees nothing before somebody there took it."""
    clinic = clinic_or_404(clinic_code)
    form = ClinicTermsForm(
        request.POST if request.method == "POST" else None, today=_today(request)
    )

    def give(terms: ShareTerms, now) -> ShareGrant:
        return give_look_to_clinic(request.viewer, clinic, terms, now=now)

    if form.is_valid() and (given := _given(form, give)):
        return redirect("sharing:grant", given.public_id)
    context = {"form": form, "clinic": clinic, "patient": request.user.patient}
    return _terms_page(request, "diary/sharing/clinic_terms.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@for_patient
def new_person(request: HttpRequest) -> HttpResponse:
    """Somebody with an account, or who makes one, is invited by mail."""
    form = PersonForm(request.POST if request.method == "POST" else None, today=_today(request))

    def give(terms: ShareTerms, now) -> ShareGrant:
        return invite_person(request.viewer, form.cleaned_data["email"], terms, now=now)

    if form.is_valid() and (given := _given(form, give)):
        return redirect("sharing:grant", given.public_id)
    context = {"form": form, "patient": request.user.patient}
    return _terms_page(request, "diary/sharing/new_person.html", context)


def _given(form: TermsForm, give: Callable) -> ShareGrant | None:
    """The grant; None when a rule was broken, which the form then says."""
    now = timezone.now()
    try:
        return give(form.terms(now=now, zone=timezone.get_current_timezone()), now)
    except SharingRuleBroken as broken:
        form.add_error(None, str(broken))
    return None


def _today(request: HttpRequest) -> date:
    return today_of(request.user.patient, timezone.now())


def _terms_page(request: HttpRequest, template: str, context: dict) -> HttpResponse:
    form: Form = context["form"]
    context["suggested"] = suggested_end(request.viewer, today=_today(request))
    return render(request, template, context, status=422 if form.is_bound else 200)
