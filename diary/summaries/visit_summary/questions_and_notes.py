"""What the patient wants to talk about: visits with their questions, and notes for the doctor.

Reading, sections and appendix.
"""

from collections.abc import Sequence
from datetime import date

from django.db.models import Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from diary.symptoms.models import DayNote
from diary.visits.models import Visit
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import day_label

from ..charts.style import Style
from ..domain.external_sections import VisitSection
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import Note, NoteSection, VisitSummary
from .labels import excerpt, short_day, some_days, state_words
from .section import SectionEntry, SheetSection

LINES = 9  # for questions and notes together, beside the calendar
LINE_LETTERS = 29
LETTERS = 2 * LINE_LETTERS


def visits_from_last(viewer: Viewer, day: date) -> list[Visit]:
    """The latest visit before ``day`` and everything after it. One query; all that is there when
    there was none."""
    happened = Visit.objects.visible_to(viewer).happened().filter(visited_on__lt=day)
    latest = happened.order_by("-visited_on").values("visited_on")[:1]
    rows = Visit.objects.visible_to(viewer).filter(
        visited_on__gte=Coalesce(Subquery(latest), Value(date.min))
    )
    return [row for row in _in_order(rows) if row.visited_on >= day or _has_happened(row)]


def build_visits(
    viewer: Viewer, period: Period, *, today: date, visits: Sequence[Visit] | None
) -> VisitSection:
    """One query, unless ``visits`` were read already. A visit of ``today`` is the one that the
    sheet is made for, planned or not."""
    if not viewer.may_read(ShareCategory.VISITS):
        return VisitSection(State.NOT_SHARED)
    if visits is None:
        visits = _in_order(Visit.objects.visible_to(viewer).filter(visited_on__gte=period.first))
    happened = [row.visited_on for row in visits if _has_happened(row)]
    days = tuple(dict.fromkeys(day for day in happened if period.first <= day <= period.last))
    coming = next((row for row in visits if row.visited_on >= today), None)
    if coming is None:
        return VisitSection(State.PRESENT if days else State.NOT_RECORDED, days)
    return VisitSection(State.PRESENT, days, coming.visited_on, coming.questions)


def _in_order(rows) -> list[Visit]:
    rows = rows.exclude(state=Visit.State.CANCELLED)
    return list(rows.order_by("visited_on", "local_time", "pk"))


def _has_happened(row: Visit) -> bool:
    return row.state == Visit.State.HAPPENED


def build_notes(viewer: Viewer, period: Period, *, with_others: bool) -> NoteSection:
    """One query. Notes that are not marked 「先生に伝える」 stay in the diary, unless the patient
    switched them on (``with_others``)."""
    if not viewer.may_read(ShareCategory.NOTES):
        return NoteSection(State.NOT_SHARED)
    notes = DayNote.objects.visible_to(viewer).during(period.first, period.last)
    rows = [row for row in notes.order_by("-day") if _says_something(row)]
    if not rows:
        return NoteSection(State.NOT_RECORDED)
    flagged = tuple(_note(row) for row in rows if row.tell_doctor)
    others = tuple(_note(row) for row in rows if _is_other(row)) if with_others else ()
    unusual = tuple(row.day for row in reversed(rows) if row.unusual)
    state = State.PRESENT if flagged or unusual else State.NONE
    return NoteSection(state, flagged, others, unusual)


def _note(row: DayNote) -> Note:
    return Note(row.day, row.text.strip(), row.filled_later)


def _is_other(row: DayNote) -> bool:
    return not row.tell_doctor and bool(row.text.strip())


def _says_something(row: DayNote) -> bool:
    """A row can be left over from a note that was written and cleared again."""
    return bool(row.text.strip()) or row.tell_doctor or row.unusual is not None


def questions_section(summary: VisitSummary) -> SheetSection:
    """The questions of the appointment that is next, numbered."""
    visits = summary.visits
    title = _("先生に聞きたいこと")
    if visits.next_on:
        title += _("(%s の受診)") % short_day(visits.next_on)
    if not visits.questions:
        state = State.NOT_RECORDED if visits.state is State.PRESENT else visits.state
        return SheetSection(title, state_words(state), kind="talk")
    asked = tuple(
        SectionEntry(f"{number}.", excerpt(text, LETTERS))
        for number, text in enumerate(visits.questions, start=1)
    )
    return SheetSection(title, entries=asked, kind="questions")


def notes_section(summary: VisitSummary) -> SheetSection:
    notes = summary.notes
    facts = []
    if notes.unusual_days:
        days = some_days(notes.unusual_days, at_most=4)
        facts.append(_("いつもとちがうことがあった日: %s") % days)
    shown = tuple(
        SectionEntry(_note_head(note), excerpt(_note_text(note), LETTERS))
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


def _has_more_than_fits(summary: VisitSummary) -> bool:
    """Whether a question or note is not on the first page in full."""
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
        room -= _lines(_note_text(note))
        if shown and room < 0:
            break
        shown.append(note)
    return shown


def _lines(text: str) -> int:
    return -(-len(excerpt(text, LETTERS)) // LINE_LETTERS)


def _note_head(note: Note) -> str:
    return day_label(note.day) + (_(" 後日") if note.later else "")


def _note_text(note: Note) -> str:
    return note.text or _("(印だけ。本文はありません)")


def notes_appendix(summary: VisitSummary, style: Style) -> SheetSection | None:
    """None when every note is on the first page in full already."""
    if not _has_more_than_fits(summary):
        return None
    return SheetSection(
        _("先生に伝えたいこと(全文)"), entries=_entries(summary.notes.flagged), kind="notes"
    )


def other_notes_appendix(summary: VisitSummary, style: Style) -> SheetSection:
    """What the patient wrote without marking it for the doctor."""
    title, notes = _("そのほかのメモ"), summary.notes
    if notes.others:
        return SheetSection(title, entries=_entries(notes.others), kind="notes")
    nothing = State.NONE if notes.state is State.PRESENT else notes.state
    return SheetSection(title, state_words(nothing), kind="notes")


def _entries(notes: Sequence[Note]) -> tuple[SectionEntry, ...]:
    return tuple(SectionEntry(_note_head(note), _note_text(note)) for note in reversed(notes))
