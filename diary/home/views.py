from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from ldn_app.ui.audience import for_everyone


@require_safe
@for_everyone
def front_page(request: HttpRequest) -> HttpResponse:
    """What this is, for people who are not signed in; a patient is sent to the diary."""
    if getattr(request.user, "patient", None) is not None:
        return redirect("doses:today")
    return render(request, "diary/home/front_page.html")
