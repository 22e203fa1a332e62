"""The pages that are made from the data files: claims, words, sources, changes."""

from dataclasses import dataclass
from functools import cache

from .catalogue.entries import Claim, PageChange, Term
from .categories import verdict_words
from .labels import evidence_words
from .markup.numbering import Numbering
from .markup.rendering import Html
from .pages import AdjacentPage, Source, source_of, sources_of
from .registry import address_of, catalogue, renderer


@dataclass(frozen=True, slots=True)
class ToldClaim:
    claim: Claim
    text: Html
    verdicts: tuple[str, ...]
    says: Html
    evidence: str
    pages: tuple[AdjacentPage, ...]


@dataclass(frozen=True, slots=True)
class ToldTerm:
    term: Term
    sentence: Html
    page: AdjacentPage | None


@dataclass(frozen=True, slots=True)
class ToldChange:
    change: PageChange
    what: Html
    pages: tuple[AdjacentPage, ...]


@cache
def claims() -> tuple[tuple[ToldClaim, ...], tuple[Source, ...]]:
    numbering, render = Numbering(), renderer()
    told = tuple(
        ToldClaim(
            claim=one,
            text=render.words(one.claim),
            verdicts=tuple(verdict_words(verdict) for verdict in one.verdicts),
            says=render.line(one.says, numbering),
            evidence=evidence_words(one.grade),
            pages=pages_named(one.pages),
        )
        for one in sorted(catalogue().claims, key=lambda claim: claim.number)
    )
    return told, sources_of(numbering)


@cache
def words() -> tuple[tuple[ToldTerm, ...], tuple[Source, ...]]:
    """By their reading, as in a dictionary."""
    numbering, render = Numbering(), renderer()
    told = tuple(
        ToldTerm(
            term=one,
            sentence=render.line(_with_note(one), numbering),
            page=next(iter(pages_named((one.page,))), None),
        )
        for one in sorted(catalogue().terms, key=lambda term: term.reading or term.term)
    )
    return told, sources_of(numbering)


@cache
def changes() -> tuple[ToldChange, ...]:
    """The latest first."""
    latest_first = sorted(catalogue().changes, key=lambda change: change.on, reverse=True)
    return tuple(
        ToldChange(one, renderer().words(one.what), pages_named(one.pages)) for one in latest_first
    )


@cache
def all_sources() -> tuple[Source, ...]:
    """Every reference, by its first author or body."""
    return tuple(
        source_of(number, catalogue().references[key])
        for number, key in enumerate(sorted(catalogue().references), 1)
    )


def pages_named(slugs: tuple[str | None, ...]) -> tuple[AdjacentPage, ...]:
    found = (catalogue().page(slug) for slug in slugs if slug)
    return tuple(AdjacentPage(address_of(page.slug), page.title) for page in found if page)


def _with_note(term: Term) -> str:
    return f"{term.sentence}[^{term.note}]" if term.note else term.sentence
