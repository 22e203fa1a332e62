"""Every note has its reference, every reference is used, and its numbers are what they say."""

import re
from collections import Counter
from collections.abc import Iterator

from ..catalogue.entries import Catalogue
from ..figures.drawing import figure_sources
from ..markup.parser import tokens_of
from .problem import Passage, Problem, all_pages, name_of, passages, passages_of_page

FORMS = {
    "doi": re.compile(r"10\.\d{4,9}/[^\s\"<>]+[^\s\"<>.,;]"),
    "pmid": re.compile(r"[1-9]\d{0,8}"),
    "pmcid": re.compile(r"PMC[1-9]\d{0,8}"),
}
KEY = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def unknown_notes(catalogue: Catalogue) -> Iterator[Problem]:
    known = catalogue.references
    for passage in passages(catalogue):
        for key in passage.notes():
            if key not in known:
                yield Problem(passage.where, f"note without a reference: {key}")
    for figure in catalogue.figures.values():
        for key in figure_sources(figure):
            if key not in known:
                yield Problem(f"figure {figure.key}", f"note without a reference: {key}")


def unused_references(catalogue: Catalogue) -> Iterator[Problem]:
    used = {key for passage in passages(catalogue) for key in passage.notes()}
    for figure in catalogue.figures.values():
        used.update(figure_sources(figure))
    for key in catalogue.references:
        if key not in used:
            yield Problem(f"reference {key}", "nobody uses it")


def malformed_references(catalogue: Catalogue) -> Iterator[Problem]:
    for key, reference in catalogue.references.items():
        where = f"reference {key}"
        if not KEY.fullmatch(key):
            yield Problem(where, "a key is made of lower-case letters, digits and hyphens")
        for name, form in FORMS.items():
            value = getattr(reference, name)
            if value is not None and not form.fullmatch(value):
                yield Problem(where, f"{name} is malformed: {value}")
        if reference.checked_on is None or not reference.checked_how:
            yield Problem(where, "does not say when and how it was checked")
        if not reference.shows:
            yield Problem(where, "does not say what it shows")


def doubled_references(catalogue: Catalogue) -> Iterator[Problem]:
    for name in FORMS:
        values = [
            getattr(reference, name).casefold()
            for reference in catalogue.references.values()
            if getattr(reference, name)
        ]
        for value, count in Counter(values).items():
            if count > 1:
                yield Problem("references", f"{name} stands on {count} references: {value}")


def sources_of_pages(catalogue: Catalogue) -> Iterator[Problem]:
    """The front matter lists exactly the references that the page uses."""
    for page in all_pages(catalogue):
        used = set(_used(list(passages_of_page(page))))
        for token in tokens_of(page.body):
            if token.type == "figure" and token.meta["key"] in catalogue.figures:
                used.update(figure_sources(catalogue.figures[token.meta["key"]]))
        listed = set(page.sources)
        if missing := sorted(used - listed):
            yield Problem(name_of(page), f"used and not in sources: {', '.join(missing)}")
        if idle := sorted(listed - used):
            yield Problem(name_of(page), f"in sources and not used: {', '.join(idle)}")


def _used(found: list[Passage]) -> Iterator[str]:
    for passage in found:
        yield from passage.notes()


def numbers_without_a_note(catalogue: Catalogue) -> Iterator[Problem]:
    for passage in passages(catalogue):
        if passage.is_heading or passage.backed or passage.notes():
            continue
        if any(
            piece.type == "allowed" and piece.meta["word"] == "数字" for piece in passage.pieces
        ):
            continue
        if match := NUMBER.search(text_to_count(passage)):
            text = match.string[max(match.start() - 12, 0) : match.end() + 12]
            yield Problem(passage.where, f"a number without a note: …{text}…")


def _excepted(passage: Passage) -> bool:
    allowed = (piece.meta for piece in passage.pieces if piece.type == "allowed")
    return any(one["word"] == "数字" and one["reason"] for one in allowed)


# Names (TLR4, COVID-19, SF-36), the emergency number, and the tools of a list are no facts.
NO_FACTS = re.compile(r"[A-Za-z]+[-‐–]?\d+(?:[-–]\d+)?|#?7119|(?<!\d)119(?!\d)|#8000")
NUMBER = re.compile(r"\d")


def text_to_count(passage: Passage) -> str:
    """What the passage shows, without the words of links into the library."""
    words, inside = [], False
    for piece in passage.pieces:
        if piece.type == "link_open":
            inside = str(piece.attrGet("href")).startswith(("page:", "claim:"))
        elif piece.type == "link_close":
            inside = False
        elif not inside:
            words.append(piece.content)
    return NO_FACTS.sub("", "".join(words))
