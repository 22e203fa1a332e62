"""The clinic's own pages: its door, what waits there, who works there."""

from csp.constants import NONE
from csp.decorators import csp
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ldn_app.access.audience import for_account, for_clinician
from ldn_app.access.grants import decline_grant, take_grant, waiting_grants
from ldn_app.access.viewer import GrantNotLive
from ldn_app.ui.file_names import disposition
from ldn_app.ui.heavy_work import heavy_work

from ..clinic_forms import InstitutionForm, JoinForm, NameAtClinicForm
from ..clinic_queries import clinic_door, clinic_doors, clinics_of, invitation_for
from ..clinic_services import (
    has_begun_a_diary,
    join_clinic,
    open_clinic,
)
from ..errors import ClinicClosed, InvitationOver
from ..poster import FILE_NAME, poster_pdf


@require_safe
@for_clinician
def door(request: HttpRequest) -> HttpResponse:
    doors = clinic_doors(request.user.pk, absolute=request.build_absolute_uri, now=timezone.now())
    return render(request, "diary/sharing/clinic.html", {"doors": doors})


@require_http_methods(["GET", "HEAD", "POST"])
@for_account
def join(request: HttpRequest) -> HttpResponse:
    """An account becomes a clinician with a clinic; a clinician gets a clinic."""
    if clinics_of(request.user.pk).exists():
        return redirect("clinic:door")
    clinician = getattr(request.user, "clinician", None)
    if clinician is None and has_begun_a_diary(request.user, request.viewer):
        return render(request, "diary/sharing/clinic_join.html")
    form_class = JoinForm if clinician is None else InstitutionForm
    form = form_class(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = {"name": clinician.name if clinician else "", **form.cleaned_data}
        open_clinic(request.user, request.viewer, now=timezone.now(), **given)
        return redirect("clinic:door")
    status = 422 if form.is_bound else 200
    return render(request, "diary/sharing/clinic_join.html", {"form": form}, status=status)


@csp({"frame-ancestors": [NONE]})
@require_safe
@for_clinician
@heavy_work
def poster(request: HttpRequest, clinic_code: str) -> HttpResponse:
    clinic = get_object_or_404(clinics_of(request.user.pk), code=clinic_code)
    shown = clinic_door(clinic, False, request.build_absolute_uri, [], timezone.now())
    response = HttpResponse(poster_pdf(shown), content_type="application/pdf")
    response["Content-Disposition"] = disposition(FILE_NAME, shown=True)
    return response


@require_POST
@for_clinician
def accept(request: HttpRequest, request_id) -> HttpResponse:
    _answer(request, request_id, take_grant)
    messages.success(request, _("受け取りました。一覧に出ています。"))
    return redirect("clinic:door")


@require_POST
@for_clinician
def decline(request: HttpRequest, request_id) -> HttpResponse:
    _answer(request, request_id, decline_grant)
    messages.success(request, _("ことわりました。患者さんの画面に出ます。"))
    return redirect("clinic:door")


def _answer(request: HttpRequest, request_id, answer) -> None:
    now = timezone.now()
    grant = get_object_or_404(waiting_grants(request.user.pk, now=now), public_id=request_id)
    try:
        answer(grant, reader_name=request.user.clinician.name, now=now)
    except GrantNotLive as answered:
        raise Http404 from answered


@require_http_methods(["GET", "HEAD", "POST"])
@for_account
def invited(request: HttpRequest, invitation_id) -> HttpResponse:
    """A colleague joins; only whoever proved the address that was invited."""
    now = timezone.now()
    invitation = invitation_for(request.user.pk, invitation_id, now=now)
    context = {"invitation": invitation}
    clinician = getattr(request.user, "clinician", None)
    if clinician is None and has_begun_a_diary(request.user, request.viewer):
        return render(request, "diary/sharing/clinic_invited.html", context)
    initial = {"name": clinician.name} if clinician else None
    form = NameAtClinicForm(request.POST if request.method == "POST" else None, initial=initial)
    if form.is_valid():
        name = form.cleaned_data["name"]
        try:
            join_clinic(request.user, request.viewer, invitation, name=name, now=now)
        except (ClinicClosed, InvitationOver) as over:
            raise Http404 from over
        return redirect("clinic:door")
    context |= {"form": form, "known": clinician}
    status = 422 if form.is_bound else 200
    return render(request, "diary/sharing/clinic_invited.html", context, status=status)
