"""A page of the library, ready for its template."""

import re
from dataclasses import dataclass
from functools import cache

from .catalogue.entries import MustKnow, Page, Reference, Term
from .catalogue.links import links_of
from .labels import LABELS, evidence_words
from .markup.numbering import Numbering
from .markup.parser import NOTE, TERM, tokens_of
from .markup.popover import kind_and_grade, short_citation
from .markup.rendering import Html, heading_id, plain_text
from .registry import address_in, address_of, catalogue, renderer


@dataclass(frozen=True, slots=True)
class Source:
    """A reference with its number on a page, and where it can be read."""

    number: int
    reference: Reference
    kind: str
    citation: str
    links: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Heading:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class AdjacentPage:
    address: str
    title: str


@dataclass(frozen=True, slots=True)
class BuiltPage:
    """``title``, ``summary`` and ``body`` are HTML; ``description`` is plain."""

    page: Page
    title: str
    summary: tuple[Html, ...]
    body: Html
    description: str
    evidence: str
    headings: tuple[Heading, ...]
    sources: tuple[Source, ...]
    terms: tuple[Term, ...]
    previous: AdjacentPage | None = None
    next: AdjacentPage | None = None
    other_language: AdjacentPage | None = None

    @property
    def body_opened(self) -> Html:
        """For paper, where nothing can be opened."""
        return Html(self.body.replace("<details ", "<details open "))


@cache
def built_page(slug: str, language: str = "ja") -> BuiltPage | None:
    """None: there is no such page."""
    page = catalogue().page(slug, language)
    if page is None:
        return None
    render, numbering = renderer(language), Numbering(language)
    summary = tuple(render.line(one, numbering) for one in page.summary)
    body = render.blocks(page.body, numbering)
    before, after = _neighbours(page) if language == "ja" else (None, None)
    return BuiltPage(
        page=page,
        title=render.words(page.title) if language == "ja" else page.title,
        summary=summary,
        body=body,
        description=" ".join(plain(one) for one in page.summary[:2]),
        evidence=evidence_words(page.evidence, LABELS[language]),
        headings=headings_of(page.body),
        sources=sources_of(numbering),
        terms=terms_of(numbering),
        previous=before,
        next=after,
        other_language=_in_other_language(page),
    )


def plain(markdown: str) -> str:
    """One sentence as text: for descriptions, never for a page."""
    text = TERM.sub(lambda match: match[2] or match[1], NOTE.sub("", markdown))
    return re.sub(r"\[([^\]]+)\]\([^)]+\)|[*_`]|<!--.*?-->", lambda match: match[1] or "", text)


def headings_of(markdown: str) -> tuple[Heading, ...]:
    """The second-level headings of a text."""
    tokens = tokens_of(markdown)
    words = [
        plain_text(tokens[at + 1])
        for at, token in enumerate(tokens)
        if token.type == "heading_open" and token.tag == "h2"
    ]
    return tuple(Heading(heading_id(text), text) for text in words)


def sources_of(numbering: Numbering) -> tuple[Source, ...]:
    return tuple(
        source_of(number, catalogue().references[key], numbering.language)
        for key, number in numbering.numbers.items()
    )


def source_of(number: int, reference: Reference, language: str = "ja") -> Source:
    labels = LABELS[language]
    return Source(
        number=number,
        reference=reference,
        kind=kind_and_grade(reference, labels),
        citation=short_citation(reference, labels),
        links=links_of(reference),
    )


def terms_of(numbering: Numbering) -> tuple[Term, ...]:
    found = (catalogue().term(word) for word in numbering.terms)
    return tuple(term for term in found if term is not None)


def _neighbours(page: Page) -> tuple[AdjacentPage | None, AdjacentPage | None]:
    pages = catalogue().pages
    at = pages.index(page)
    before = pages[at - 1] if at else None
    after = pages[at + 1] if at + 1 < len(pages) else None
    return _neighbour(before), _neighbour(after)


def _in_other_language(page: Page) -> AdjacentPage | None:
    """The English summary of a Japanese page, or the other way round."""
    other = catalogue().page(page.slug, "en" if page.language == "ja" else "ja")
    return AdjacentPage(address_in(other), other.title) if other else None


def _neighbour(page: Page | None) -> AdjacentPage | None:
    return AdjacentPage(address_of(page.slug), page.title) if page else None


@dataclass(frozen=True, slots=True)
class Point:
    """One of the things that everybody must know."""

    text: Html
    address: str


def point_of(one: MustKnow, numbering: Numbering) -> Point:
    return Point(renderer().line(one.text, numbering), address_of(one.page))
