"""Signing out somewhere else; the list itself is allauth's."""

from allauth.usersessions.models import UserSession
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from ldn_app.access.audience import for_account

LONGEST_NUMBER = 18  # of a row; Python refuses to read a number of thousands of digits


@require_POST
@for_account
def end_session(request: HttpRequest) -> HttpResponse:
    """End the one session that was named; it stops working on its next click."""
    named = request.POST.get("session", "")
    if named.isdecimal() and len(named) <= LONGEST_NUMBER:
        session = get_object_or_404(UserSession.objects.filter(user=request.user), pk=int(named))
        session.end()
        messages.success(request, _("その端末からログアウトしました。"))
    return redirect("usersessions_list")
