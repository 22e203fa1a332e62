"""One day of a shared diary, for readers with an account and for the visitor in the room."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ldn_app.access.audience import for_reader, for_visitor
from ldn_app.access.models import AccessKind, ShareGrant

from ..shared_sheet import day_pages, shared_day


@require_safe
@for_reader(AccessKind.READER_DAY)
def readers_day(request: HttpRequest, grant: ShareGrant, day: date) -> HttpResponse:
    return _page(request, grant, day, sheet=reverse("shared:sheet", args=[grant.public_id]))


@require_safe
@for_visitor(AccessKind.VISITOR_DAY)
def visitors_day(request: HttpRequest, grant: ShareGrant, day: date) -> HttpResponse:
    return _page(request, grant, day, sheet=reverse("room:sheet"), look=request.look)


def _page(
    request: HttpRequest, grant: ShareGrant, day: date, *, sheet: str, **more
) -> HttpResponse:
    shown, pages = shared_day(request, grant, day), day_pages(request, sheet)
    context = {
        "day": shown,
        "back": sheet + pages.query,
        "previous": pages.of(shown.before) if shown.before else "",
        "next": pages.of(shown.after) if shown.after else "",
        **more,
    }
    return render(request, "diary/sharing/day.html", context)
