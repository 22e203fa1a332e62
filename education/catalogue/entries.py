"""What the library is made of. All of it is frozen: built once and shared by all requests."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Reference:
    """Where something was read. ``weak`` says why it should be read with care, if it should."""

    key: str
    kind: str
    title: str
    grade: str | None = None
    authors: tuple[str, ...] = ()
    journal: str | None = None
    year: int | None = None
    volume_pages: str | None = None
    doi: str | None = None
    pmid: str | None = None
    pmcid: str | None = None
    url: str | None = None
    registry: str | None = None
    shows: str | None = None
    checked_on: date | None = None
    checked_how: str | None = None
    weak: str | None = None


@dataclass(frozen=True, slots=True)
class Term:
    """A word in one sentence. ``note``: key of a reference; ``page``: slug that says more."""

    term: str
    reading: str
    sentence: str
    note: str | None = None
    words: tuple[str, ...] = ()
    page: str | None = None


@dataclass(frozen=True, slots=True)
class Claim:
    """A popular claim, neutrally told, and what research says. ``says`` is Markdown."""

    number: int
    claim: str
    verdicts: tuple[str, ...]
    says: str
    grade: str | None = None
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PeopleRow:
    """Of 100 people, how many with LDN and how many with placebo (percent, may have a decimal)."""

    label: str
    ldn: float
    placebo: float
    source: str


@dataclass(frozen=True, slots=True)
class DifferenceRow:
    """A difference with its interval; ``low`` and ``high`` None: no interval is known."""

    label: str
    value: float
    source: str
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Data of a picture. ``better``: "lower" or "higher", which way is better for people."""

    key: str
    kind: str
    title: str
    rows: tuple[PeopleRow, ...] | tuple[DifferenceRow, ...]
    caption: str = ""
    unit: str = ""
    better: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PageChange:
    on: date
    what: str
    pages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ingredient:
    """Names under which search finds an ingredient, and the page that speaks of it."""

    names: tuple[str, ...]
    page: str


@dataclass(frozen=True, slots=True)
class MustKnow:
    """One of the few things that everybody must know. ``text`` is Markdown."""

    text: str
    page: str


@dataclass(frozen=True, slots=True)
class Page:
    """A page as its file has it. ``body`` and ``summary`` are Markdown; dates may be missing only
    in a file that the checks refuse. ``allow``: forbidden word → why it may stand in the head.
    """

    slug: str
    language: str
    topic: str
    title: str
    tab_title: str
    summary: tuple[str, ...]
    body: str
    order: int = 0
    audience: tuple[str, ...] = ()
    evidence: str | None = None
    evidence_note: str | None = None
    sources: tuple[str, ...] = ()
    words: tuple[str, ...] = ()
    written_on: date | None = None
    reviewed_on: date | None = None
    review_due: date | None = None
    allow: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))

    def is_past_review(self, today: date) -> bool:
        return self.review_due is not None and self.review_due < today


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Everything in the files. ``pages`` are Japanese, in reading order; ``english`` likewise."""

    pages: tuple[Page, ...] = ()
    english: tuple[Page, ...] = ()
    references: Mapping[str, Reference] = field(default_factory=dict)
    terms: tuple[Term, ...] = ()
    claims: tuple[Claim, ...] = ()
    figures: Mapping[str, Figure] = field(default_factory=dict)
    readings: Mapping[str, str] = field(default_factory=dict)
    changes: tuple[PageChange, ...] = ()
    ingredients: tuple[Ingredient, ...] = ()
    must_knows: tuple[MustKnow, ...] = ()

    def page(self, slug: str, language: str = "ja") -> Page | None:
        pages = self.english if language == "en" else self.pages
        return next((page for page in pages if page.slug == slug), None)

    def term(self, word: str) -> Term | None:
        return next((term for term in self.terms if term.term == word), None)
