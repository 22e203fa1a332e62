"""The mails that would have been sent, for whoever develops on this machine."""

from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ldn_app.access.audience import for_everyone

from .letters import letter_named, letters_in


@require_safe
@never_cache
@for_everyone
def letter_list(request: HttpRequest) -> HttpResponse:
    letters = letters_in(Path(settings.DEV_MAIL_DIR))
    return render(request, "dev_mail/letter_list.html", {"letters": letters})


@require_safe
@never_cache
@for_everyone
def letter_detail(request: HttpRequest, name: str) -> HttpResponse:
    letter = letter_named(Path(settings.DEV_MAIL_DIR), name)
    if letter is None:
        raise Http404
    return render(request, "dev_mail/letter_detail.html", {"letter": letter})
