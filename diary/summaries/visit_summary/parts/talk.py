"""What the patient wants to talk about: questions and notes for the doctor."""

from django.utils.translation import gettext as _

from ldn_app.ui.dates import day_label

from ...domain.states import State
from ...domain.visit_summary import Note, VisitSummary
from ..labels import excerpt, short_day, some_days, state_words
from ..section import Entry, SheetSection

LINES = 9  # for questions and notes together, beside the calendar
LINE_LETTERS = 29
LETTERS = 2 * LINE_LETTERS


def question_part(summary: VisitSummary) -> SheetSection:
    """The questions of the appointment that is next, numbered."""
    visits = summary.visits
    title = _("先生に聞きたいこと")
    if visits.next_on:
        title += _("(%s の受診)") % short_day(visits.next_on)
    if not visits.questions:
        state = State.NOT_RECORDED if visits.state is State.PRESENT else visits.state
        return SheetSection(title, state_words(state), kind="talk")
    asked = tuple(
        Entry(f"{number}.", excerpt(text, LETTERS))
        for number, text in enumerate(visits.questions, start=1)
    )
    return SheetSection(title, entries=asked, kind="questions")


def note_part(summary: VisitSummary) -> SheetSection:
    notes = summary.notes
    facts = []
    if notes.unusual_days:
        days = some_days(notes.unusual_days, at_most=4)
        facts.append(_("いつもとちがうことがあった日: %s") % days)
    shown = tuple(
        Entry(note_head(note), excerpt(note_text(note), LETTERS))
        for note in reversed(_shown_notes(summary))
    )
    left_out = len(notes.flagged) - len(shown)
    title = _("先生に伝えたいこと")
    if left_out:
        title += _("(新しい %(shown)s件、ほか %(more)s件)") % {
            "shown": len(shown),
            "more": left_out,
        }
    return SheetSection(
        title,
        instead=state_words(notes.state),
        facts=tuple(facts),
        entries=shown,
        kind="talk",
    )


def has_more(summary: VisitSummary) -> bool:
    """Whether the first page does not hold every question and note in full."""
    if any(excerpt(text, LETTERS) != text for text in summary.visits.questions):
        return True
    flagged = summary.notes.flagged
    cut = any(excerpt(note.text, LETTERS) != note.text for note in flagged)
    return cut or len(flagged) > len(_shown_notes(summary))


def _shown_notes(summary: VisitSummary) -> list[Note]:
    """The newest notes that have room beside the questions; one always."""
    room = LINES - sum(map(_lines, summary.visits.questions))
    shown: list[Note] = []
    for note in summary.notes.flagged:
        room -= _lines(note_text(note))
        if shown and room < 0:
            break
        shown.append(note)
    return shown


def _lines(text: str) -> int:
    return -(-len(excerpt(text, LETTERS)) // LINE_LETTERS)


def note_head(note: Note) -> str:
    return day_label(note.day) + (_(" 後日") if note.later else "")


def note_text(note: Note) -> str:
    return note.text or _("(印だけ。本文はありません)")
