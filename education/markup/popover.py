"""What opens in place. Phrasing content only: it stands in the middle of a sentence."""

from collections.abc import Callable, Iterable
from html import escape

from ..catalogue.entries import Reference, Term
from ..catalogue.links import links_of
from ..labels import JAPANESE, Labels, evidence_words, kind_words
from .numbering import Numbering


def note_html(reference: Reference, numbering: Numbering) -> str:
    """The number of a source; it opens what was read there, with the way to the source itself.

    No link to the list below: following one would leave what opened lying over it.
    """
    number = numbering.number(reference.key)
    name = numbering.name(f"n{number}")
    labels = numbering.labels
    label = escape(str(labels.source).format(number=number))
    parts = [
        _part("pop__title", short_citation(reference, labels)),
        _part("pop__text", reference.shows if labels.tells_findings else None),
        _part("pop__quiet", kind_and_grade(reference, labels)),
        _part("pop__quiet", reference.weak if labels.tells_findings else None),
        *(_outward(text, address) for text, address in links_of(reference)[:1]),
    ]
    button = (
        f'<button type="button" class="note" popovertarget="{name}"'
        f' aria-label="{label}">{number}</button>'
    )
    return button + _popover(name, label, parts, labels)


def term_html(term: Term, shown: str, numbering: Numbering, address: Callable[[str], str]) -> str:
    """``shown`` (HTML) as a button that opens the word's sentence."""
    numbering.terms.setdefault(term.term)
    name = numbering.name(f"w{list(numbering.terms).index(term.term) + 1}")
    title = term.term + (f"({term.reading})" if term.reading and term.reading != term.term else "")
    parts = [_part("pop__title", title), _part("pop__text", term.sentence)]
    if term.page:
        more = escape(str(numbering.labels.more))
        parts.append(f'<a class="pop__more" href="{escape(address(term.page))}">{more}</a>')
    button = f'<button type="button" class="term" popovertarget="{name}">{shown}</button>'
    label = escape(str(numbering.labels.word))
    return button + _popover(name, label, parts, numbering.labels)


def short_citation(reference: Reference, labels: Labels = JAPANESE) -> str:
    """``Due Bruun ほか 2024, Lancet Rheumatol``; what stands in no journal by its title."""
    who = ""
    if reference.authors:
        # Initials stand after a Latin family name; Japanese names and institutions are one word.
        who = reference.authors[0].rsplit(" ", 1)[0]
    if len(reference.authors) > 1:
        who = str(labels.and_others).format(name=who)
    head = " ".join(part for part in (who, str(reference.year or "")) if part)
    tail = reference.journal or reference.title
    return ", ".join(part for part in (head, tail) if part) or reference.title


def kind_and_grade(reference: Reference, labels: Labels = JAPANESE) -> str:
    kind = kind_words(reference.kind, labels)
    grade = evidence_words(reference.grade, labels)
    return str(labels.kind_and_grade).format(kind=kind, grade=grade) if grade else kind


def _outward(text: str, address: str) -> str:
    href = escape(address)
    return f'<a class="pop__more" href="{href}" rel="noopener noreferrer">{escape(text)}</a>'


def _part(name: str, words: str | None) -> str:
    return f'<span class="{name}">{escape(words)}</span>' if words else ""


def _popover(name: str, label: str, parts: Iterable[str], labels: Labels) -> str:
    close = (
        f'<button type="button" class="pop__close" popovertarget="{name}"'
        f' popovertargetaction="hide">{escape(str(labels.close))}</button>'
    )
    inside = "".join(parts)
    return (
        f'<span class="pop" popover="auto" id="{name}" role="note" aria-label="{label}">'
        f"{inside}{close}</span>"
    )
