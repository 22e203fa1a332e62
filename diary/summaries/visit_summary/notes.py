"""What the patient wants the doctor to read."""

from diary.symptoms.models import DayNote
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import Note, NoteSection


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
