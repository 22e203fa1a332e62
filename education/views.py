from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ldn_app.ui.audience import for_everyone

from .facts import SECTIONS


@require_safe
@for_everyone
def index(request: HttpRequest) -> HttpResponse:
    return render(request, "education/index.html", {"sections": SECTIONS})
