"""Notes in full, the oldest first."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from ...charts.style import Style
from ...domain.states import State
from ...domain.visit_summary import Note, VisitSummary
from ..labels import state_words
from ..parts.talk import has_more, note_head, note_text
from ..section import Entry, SheetSection


def note_part(summary: VisitSummary, style: Style) -> SheetSection | None:
    """None when the first page holds every note in full already."""
    if not has_more(summary):
        return None
    return SheetSection(
        _("先生に伝えたいこと(全文)"), entries=_entries(summary.notes.flagged), kind="notes"
    )


def other_note_part(summary: VisitSummary, style: Style) -> SheetSection:
    """What the patient wrote without marking it for the doctor."""
    title, notes = _("そのほかのメモ"), summary.notes
    if notes.others:
        return SheetSection(title, entries=_entries(notes.others), kind="notes")
    nothing = State.NONE if notes.state is State.PRESENT else notes.state
    return SheetSection(title, state_words(nothing), kind="notes")


def _entries(notes: Sequence[Note]) -> tuple[Entry, ...]:
    return tuple(Entry(note_head(note), note_text(note)) for note in reversed(notes))
