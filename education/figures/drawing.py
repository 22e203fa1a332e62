"""A figure as HTML: the picture, its caption, and the table behind it."""

from collections.abc import Iterable, Mapping
from html import escape

from django.utils.translation import gettext as _

from ldn_app.ui.svg import Svg

from ..catalogue.entries import Figure, Reference
from ..markup.numbering import Numbering
from ..markup.popover import note_html
from . import differences, people


def picture(figure: Figure) -> Svg:
    if figure.kind == "people":
        return people.people_chart(figure.title, figure.rows)
    return differences.differences_chart(
        figure.title, figure.rows, unit=figure.unit, better=figure.better
    )


def figure_html(figure: Figure, references: Mapping[str, Reference], numbering: Numbering) -> str:
    """``numbering`` gives the sources of caption and rows their numbers on the page."""
    notes = "".join(_note(key, references, numbering) for key in figure_sources(figure))
    caption = escape(figure.caption or figure.title)
    title = escape(figure.title)
    return (
        f'<figure class="picture"><p class="picture__title">{title}</p>{picture(figure)}'
        f"<figcaption>{caption}{notes}</figcaption>"
        f'<details class="picture__table"><summary>{escape(_("数字の表"))}</summary>'
        f'<div class="table" role="region" aria-label="{title}" tabindex="0">{_table(figure)}</div>'
        "</details></figure>"
    )


def figure_sources(figure: Figure) -> list[str]:
    """The keys of all references behind a figure, each once."""
    return list(dict.fromkeys([*figure.notes, *(row.source for row in figure.rows)]))


def _note(key: str, references: Mapping[str, Reference], numbering: Numbering) -> str:
    return note_html(references[key], numbering) if key in references else ""


def _table(figure: Figure) -> str:
    if figure.kind == "people":
        head = (_("何が"), _("LDN (100人中)"), _("偽薬 (100人中)"))
        rows = [(row.label, f"{row.ldn:g}", f"{row.placebo:g}") for row in figure.rows]
    else:
        head = (_("研究"), figure.unit or _("差"))
        rows = [(row.label, differences.spoken(row)) for row in figure.rows]
    body = "".join(f"<tr>{_cells('td', row)}</tr>" for row in rows)
    return f"<table><thead><tr>{_cells('th', head)}</tr></thead><tbody>{body}</tbody></table>"


def _cells(tag: str, words: Iterable[str]) -> str:
    scope = ' scope="col"' if tag == "th" else ""
    return "".join(f"<{tag}{scope}>{escape(word)}</{tag}>" for word in words)
