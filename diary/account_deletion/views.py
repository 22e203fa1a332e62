"""Leaving: what goes, when it goes, and the way back until then."""

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from diary.sharing.clinic_end import Fate, fates
from diary.sharing.errors import HandOverFirst
from ldn_app.access.audience import for_account, for_clinician, for_everyone, for_patient
from ldn_app.access.viewer import Role
from ldn_app.accounts.proofs import fresh_proof_required

from .forms import AtOnceForm
from .middleware import is_sealed
from .sealing import erase_at_once, erased_at, open_record_again, seal_record
from .services import erase_account, holdings


@require_http_methods(["GET", "HEAD", "POST"])
@for_account
@fresh_proof_required
def delete(request: HttpRequest) -> HttpResponse:
    """Says what goes; the POST seals a patient's record, or erases and signs out. It needs a fresh
    proof of who is there.

    A patient whose record is sealed finds here how long it waits, and the way back.
    """
    if is_sealed(request):
        return _sealed(request)
    is_clinician = request.viewer.role is Role.CLINICIAN
    return (_clinician_leaves if is_clinician else _patient_leaves)(request)


@for_patient
def _patient_leaves(request: HttpRequest) -> HttpResponse:
    wants_now = request.method == "POST" and request.POST.get("when") == "now"
    form = AtOnceForm(request.POST if wants_now else None)
    if form.is_valid():
        return _erased(request)
    if request.method == "POST" and not wants_now:
        seal_record(request.user.patient, now=timezone.now())
        logout(request)
        return redirect("account_deletion:waiting")
    context = {"holdings": holdings(request.viewer), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "diary/account_deletion/delete.html", context, status=status)


def _sealed(request: HttpRequest) -> HttpResponse:
    """The one page of a person whose record is sealed."""
    form = AtOnceForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _erased(request)
    context = {"erased_at": erased_at(request.user.patient), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "diary/account_deletion/sealed.html", context, status=status)


@for_clinician
def _clinician_leaves(request: HttpRequest) -> HttpResponse:
    status = 200
    if request.method == "POST":
        try:
            erase_account(request.user.pk, now=timezone.now())
        except HandOverFirst as broken:
            messages.error(request, str(broken))
            status = 422
        else:
            logout(request)
            return redirect("account_deletion:deleted")
    found = fates(request.user.pk, now=timezone.now())
    context = {"fates": found, "blocked": any(one.fate is Fate.HANDED_OVER_FIRST for one in found)}
    template = "diary/account_deletion/delete_clinician.html"
    return render(request, template, context, status=status)


def _erased(request: HttpRequest) -> HttpResponse:
    erase_at_once(request.user.patient, now=timezone.now())
    logout(request)
    return redirect("account_deletion:deleted")


@require_POST
@for_account
def take_back(request: HttpRequest) -> HttpResponse:
    """「消すのをやめる」: the record is open again, as it was."""
    patient = getattr(request.user, "patient", None)
    if patient is not None and open_record_again(patient):
        messages.success(request, _("消すのをやめました。記録は、元のままです。"))
    return redirect("accounts:settings")


@require_safe
@for_everyone
def waiting(request: HttpRequest) -> HttpResponse:
    """What a person reads who has just asked, signed out already."""
    return render(request, "diary/account_deletion/waiting.html")


@require_safe
@for_everyone
def deleted(request: HttpRequest) -> HttpResponse:
    """The last page."""
    return render(request, "diary/account_deletion/deleted.html")
