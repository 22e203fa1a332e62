"""Links lead to official and scholarly places, and inside the library to what is there."""

from collections.abc import Iterator
from urllib.parse import unquote, urlsplit

from ..catalogue.entries import Catalogue
from ..markup.parser import tokens_of
from ..markup.rendering import heading_id
from ..pages import headings_of
from ..registry import MADE
from .hosts import is_known, is_publisher, sells
from .problem import Problem, all_pages, name_of, passages


def outward_links(catalogue: Catalogue) -> Iterator[Problem]:
    for where, address in _links(catalogue):
        if not address.startswith(("page:", "claim:", "#", "tel:")):
            yield from _outward(where, address)
    for key, reference in catalogue.references.items():
        if reference.url:
            yield from _outward(f"reference {key}", reference.url, of_reference=True)


def _outward(where: str, address: str, *, of_reference: bool = False) -> Iterator[Problem]:
    parts = urlsplit(address)
    host = parts.hostname or ""
    if parts.scheme != "https" or not host:
        yield Problem(where, f"a link outside begins with https://: {address}")
    elif sells(host):
        yield Problem(where, f"a link to a place that sells: {address}")
    elif not (is_known(host) or (of_reference and is_publisher(host))):
        yield Problem(where, f"a link to a host that nobody vouched for: {address}")


def inward_links(catalogue: Catalogue) -> Iterator[Problem]:
    claims = {str(claim.number) for claim in catalogue.claims}
    for where, address in _links(catalogue):
        kind, _colon, rest = address.partition(":")
        slug, _hash, heading = rest.partition("#")
        page = catalogue.page(slug)
        if kind == "claim" and rest not in claims:
            yield Problem(where, f"no such claim: {rest}")
        elif kind == "page" and page is None and slug not in MADE:
            yield Problem(where, f"no such page: {slug}")
        elif kind == "page" and heading and page and not _has(page.body, unquote(heading)):
            yield Problem(where, f"no such heading: {slug}#{unquote(heading)}")
    yield from _pages_named(catalogue)


def terms_and_figures(catalogue: Catalogue) -> Iterator[Problem]:
    for passage in passages(catalogue):
        for piece in passage.pieces:
            if piece.type == "term" and catalogue.term(piece.meta["term"]) is None:
                yield Problem(passage.where, f"no such word: {piece.meta['term']}")
    for page in all_pages(catalogue):
        for token in tokens_of(page.body):
            if token.type == "figure" and token.meta["key"] not in catalogue.figures:
                yield Problem(name_of(page), f"no such figure: {token.meta['key']}")


def _has(body: str, heading: str) -> bool:
    return heading_id(heading) in {one.id for one in headings_of(body)}


def _links(catalogue: Catalogue) -> Iterator[tuple[str, str]]:
    for passage in passages(catalogue):
        for piece in passage.pieces:
            if piece.type == "link_open":
                yield passage.where, str(piece.attrGet("href"))


def _pages_named(catalogue: Catalogue) -> Iterator[Problem]:
    """Pages that the data files name."""
    named = [
        *((f"claim {one.number}", slug) for one in catalogue.claims for slug in one.pages),
        *((f"word {one.term}", one.page) for one in catalogue.terms if one.page),
        *((f"change {one.on}", slug) for one in catalogue.changes for slug in one.pages),
        *((f"ingredient {one.names[0]}", one.page) for one in catalogue.ingredients),
        *(("must-know", one.page) for one in catalogue.must_knows),
    ]
    for where, slug in named:
        if catalogue.page(slug) is None and slug not in MADE:
            yield Problem(where, f"no such page: {slug}")
