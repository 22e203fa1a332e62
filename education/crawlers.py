"""What crawlers are told: the library is there to be found, nothing else is."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from ldn_app.ui.audience import for_everyone

from .metadata import absolute
from .registry import MADE, address_in, catalogue

ROBOTS = """User-agent: *
Allow: /$
Allow: /learn/
Allow: /static/
Disallow: /

Sitemap: {sitemap}
"""


@require_safe
@for_everyone
def robots(request: HttpRequest) -> HttpResponse:
    text = ROBOTS.format(sitemap=absolute(reverse("sitemap")))
    return HttpResponse(text, content_type="text/plain; charset=utf-8")


@require_safe
@for_everyone
def sitemap(request: HttpRequest) -> HttpResponse:
    places = [*_made(), *_written()]
    context = {"places": places}
    return render(request, "education/sitemap.xml", context, content_type="application/xml")


def _made() -> list[tuple[str, date | None]]:
    names = (name for slug, name in MADE.items() if slug != "search")
    return [(absolute(reverse(name)), None) for name in names]


def _written() -> list[tuple[str, date | None]]:
    pages = (*catalogue().pages, *catalogue().english)
    return [(absolute(address_in(page)), page.reviewed_on) for page in pages]
