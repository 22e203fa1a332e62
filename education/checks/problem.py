"""What a check finds, and the pieces of text that checks walk through."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markdown_it.token import Token

from ..catalogue.entries import Catalogue, Page
from ..markup.parser import inline_tokens, tokens_of


@dataclass(frozen=True, slots=True)
class Problem:
    """``where``: the page or entry; ``what``: what is wrong, so that it can be put right."""

    where: str
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}"


Check = Callable[[Catalogue], Iterator[Problem]]


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item, heading, table row or single sentence, as its inline pieces.

    ``backed``: the paragraph before a table has a note, which then holds for its rows.
    """

    where: str
    pieces: tuple[Token, ...]
    is_heading: bool = False
    backed: bool = False

    def notes(self) -> list[str]:
        return [piece.meta["key"] for piece in self.pieces if piece.type == "note"]


def all_pages(catalogue: Catalogue) -> tuple[Page, ...]:
    return (*catalogue.pages, *catalogue.english)


def name_of(page: Page) -> str:
    return page.slug if page.language == "ja" else f"{page.language}/{page.slug}"


def passages_of_page(page: Page) -> Iterator[Passage]:
    where = name_of(page)
    for at, sentence in enumerate(page.summary, 1):
        yield Passage(f"{where}, summary {at}", tuple(inline_tokens(sentence)))
    yield from _passages(where, tokens_of(page.body))


def passages(catalogue: Catalogue) -> Iterator[Passage]:
    """Every text of the library."""
    for page in all_pages(catalogue):
        yield from passages_of_page(page)
    for claim in catalogue.claims:
        yield Passage(f"claim {claim.number}", tuple(inline_tokens(claim.says)))
    for term in catalogue.terms:
        note = f"[^{term.note}]" if term.note else ""
        yield Passage(f"word {term.term}", tuple(inline_tokens(term.sentence + note)))
    for at, one in enumerate(catalogue.must_knows, 1):
        yield Passage(f"must-know {at}", tuple(inline_tokens(one.text)))


def _passages(where: str, tokens: list[Token]) -> Iterator[Passage]:
    row: list[Token] | None = None
    noted = backed = in_head = False
    for at, token in enumerate(tokens):
        match token.type:
            case "table_open":
                backed = noted
            case "thead_open" | "thead_close":
                in_head = token.type == "thead_open"
            case "tr_open":
                row = []
            case "tr_close":
                yield Passage(where, tuple(row or ()), is_heading=in_head, backed=backed)
                row = None
            case "inline" if row is not None:
                row += token.children or []
            case "inline":
                heading = tokens[at - 1].type == "heading_open"
                one = Passage(where, tuple(token.children or ()), is_heading=heading)
                noted = bool(one.notes())
                yield one
