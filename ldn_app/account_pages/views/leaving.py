"""Leaving a computer that others use after you."""

from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from ldn_app.access.audience import for_account
from ldn_app.ui.audience import for_everyone


@require_POST
@for_account
def leave(request: HttpRequest) -> HttpResponse:
    """End this session and lead to a page that says nothing about anybody."""
    logout(request)
    return redirect("accounts:left")


@require_safe
@for_everyone
def left(request: HttpRequest) -> HttpResponse:
    return render(request, "accounts/left.html")
