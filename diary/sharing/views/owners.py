"""What owners of a clinic do there. For everybody else these addresses do not exist."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from ldn_app.access.audience import for_clinician
from ldn_app.accounts.models import ClinicInvitation, ClinicMember

from ..clinic_forms import AddressForm
from ..clinic_owners import make_owner, remove_member, step_down
from ..clinic_queries import clinics_of
from ..clinic_services import cancel_invitation, invite_colleague
from ..errors import NotAnOwner, SharingRuleBroken


@require_http_methods(["GET", "HEAD", "POST"])
@for_clinician
def remove(request: HttpRequest, member_id: int) -> HttpResponse:
    """GET asks first what POST does."""
    member = _member_here(request, member_id)
    if request.method != "POST":
        return render(request, "diary/sharing/clinic_remove.html", {"member": member})
    act = partial(remove_member, member, by=request.user.pk, now=timezone.now())
    return _done(request, act, _("はずしました。つぎの操作から、記録を見られません。"))


@require_POST
@for_clinician
def promote(request: HttpRequest, member_id: int) -> HttpResponse:
    """A second owner; handing over is this, and then stepping down."""
    member = _member_here(request, member_id)
    act = partial(make_owner, member, by=request.user.pk)
    return _done(request, act, _("管理者にしました。招待や、メンバーをはずすことができます。"))


@require_http_methods(["GET", "HEAD", "POST"])
@for_clinician
def stop_owning(request: HttpRequest, clinic_code: str) -> HttpResponse:
    """GET asks first what POST does."""
    clinic = get_object_or_404(clinics_of(request.user.pk, as_owner=True), code=clinic_code)
    if request.method != "POST":
        return render(request, "diary/sharing/clinic_step_down.html", {"clinic": clinic})
    act = partial(step_down, clinic, by=request.user.pk)
    return _done(request, act, _("管理者をやめました。メンバーのままです。"))


def _member_here(request: HttpRequest, member_id: int) -> ClinicMember:
    there = ClinicMember.objects.filter(clinic__in=clinics_of(request.user.pk, as_owner=True))
    return get_object_or_404(there, pk=member_id, removed_at__isnull=True)


def _done(request: HttpRequest, act: Callable[[], object], words: str) -> HttpResponse:
    try:
        act()
    except NotAnOwner as over:
        raise Http404 from over
    except SharingRuleBroken as broken:
        messages.error(request, str(broken))
    else:
        messages.success(request, words)
    return redirect("clinic:door")


@require_http_methods(["GET", "HEAD", "POST"])
@for_clinician
def invite(request: HttpRequest, clinic_code: str) -> HttpResponse:
    """A colleague, by address."""
    owned = clinics_of(request.user.pk, as_owner=True)
    clinic = get_object_or_404(owned, code=clinic_code)
    form = AddressForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            invite_colleague(clinic, form.cleaned_data["email"], now=timezone.now())
        except SharingRuleBroken as broken:
            form.add_error(None, str(broken))
        else:
            messages.success(request, _("招待のメールを送りました。7日のあいだ使えます。"))
            return redirect("clinic:door")
    context = {"form": form, "clinic": clinic}
    status = 422 if form.is_bound else 200
    return render(request, "diary/sharing/clinic_invite.html", context, status=status)


@require_POST
@for_clinician
def cancel(request: HttpRequest, invitation_id) -> HttpResponse:
    owned = clinics_of(request.user.pk, as_owner=True)
    invitations = ClinicInvitation.objects.filter(clinic__in=owned)
    invitation = get_object_or_404(invitations, public_id=invitation_id)
    cancel_invitation(invitation, now=timezone.now())
    messages.success(request, _("招待を取り消しました。"))
    return redirect("clinic:door")
