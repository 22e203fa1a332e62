"""The one catalogue of this process, and its pages as HTML. Built when first asked for, then kept.

Nothing here knows a person or asks a database; what a page says is the same for everybody.
"""

from functools import cache
from pathlib import Path

from django.urls import reverse

from .catalogue.entries import Catalogue, Page
from .catalogue.reading import read_catalogue
from .figures.drawing import figure_html
from .markup.numbering import Numbering
from .markup.rendering import Renderer

FOLDER = Path(__file__).parent
# Pages that are made from the data files; a text may link to them like to any other page.
MADE = {
    "index": "education:index",
    "claims": "education:claims",
    "words": "education:words",
    "changes": "education:changes",
    "sources": "education:sources",
    "search": "education:search",
}


@cache
def catalogue() -> Catalogue:
    return read_catalogue(FOLDER)


def address_of(slug: str) -> str:
    if slug in MADE:
        return reverse(MADE[slug])
    return reverse("education:page", args=[slug])


def address_in(page: Page) -> str:
    """Where ``page`` stands, in its own language."""
    if page.language == "en":
        return reverse("education:english", args=[page.slug])
    return address_of(page.slug)


@cache
def renderer(language: str = "ja") -> Renderer:
    def draw(key: str, numbering: Numbering) -> str:
        figure = catalogue().figures.get(key)
        return figure_html(figure, catalogue().references, numbering) if figure else ""

    def address(slug: str) -> str:
        if language == "en" and catalogue().page(slug, "en"):
            return reverse("education:english", args=[slug])
        return address_of(slug)

    return Renderer(catalogue(), address, draw)
