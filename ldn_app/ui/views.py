from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from .audience import for_everyone


@require_safe
@for_everyone
def home(request: HttpRequest) -> HttpResponse:
    """What this is, for people who are not signed in; a patient goes on to tonight."""
    if getattr(request.user, "patient", None) is not None:
        return redirect("/tonight/")
    return render(request, "home.html")
