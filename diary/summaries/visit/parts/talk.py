"""What the patient wants to talk about: questions and notes for the doctor."""

from django.utils.translation import gettext as _

from ldn_app.ui.dates import day_label

from ...domain.states import State
from ...domain.visit_summary import Note, VisitSummary
from .. import words
from ..part import Entry, Part

NOTES_AT_MOST = 3
NOTE_LETTERS = 80
QUESTION_LETTERS = 80


def question_part(summary: VisitSummary) -> Part:
    """The questions of the appointment that is next, numbered."""
    visits = summary.visits
    title = _("先生に聞きたいこと")
    if visits.next_on:
        title += _("(%s の受診)") % words.short_day(visits.next_on)
    if not visits.questions:
        state = State.NOT_RECORDED if visits.state is State.PRESENT else visits.state
        return Part(title, words.state_words(state), kind="talk")
    asked = tuple(
        Entry(f"{number}.", words.excerpt(text, QUESTION_LETTERS))
        for number, text in enumerate(visits.questions, start=1)
    )
    return Part(title, entries=asked, kind="questions")


def note_part(summary: VisitSummary) -> Part:
    notes = summary.notes
    facts = ()
    if notes.unusual_days:
        days = words.some_days(notes.unusual_days, at_most=8)
        facts = (_("「いつもとちがうことがあった」日: %s") % days,)
    shown = tuple(
        Entry(note_head(note), words.excerpt(note_text(note), NOTE_LETTERS))
        for note in notes.flagged[:NOTES_AT_MOST]
    )
    left_out = len(notes.flagged) - NOTES_AT_MOST
    return Part(
        _("先生に伝えたいこと"),
        instead=words.state_words(notes.state),
        facts=facts,
        entries=shown,
        below=_("これより前に %s件") % left_out if left_out > 0 else "",
        kind="talk",
    )


def has_more(summary: VisitSummary) -> bool:
    """Whether the first page does not hold every question and note in full."""
    if any(words.excerpt(text, QUESTION_LETTERS) != text for text in summary.visits.questions):
        return True
    flagged = summary.notes.flagged
    cut = any(words.excerpt(note.text, NOTE_LETTERS) != note.text for note in flagged)
    return cut or len(flagged) > NOTES_AT_MOST


def note_head(note: Note) -> str:
    return day_label(note.day) + (_(" 後日") if note.later else "")


def note_text(note: Note) -> str:
    return note.text or _("(印だけ。本文はありません)")
