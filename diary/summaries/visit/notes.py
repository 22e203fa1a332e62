"""What the patient wants the doctor to read."""

from diary.symptoms.models import DayNote
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.period import Period
from ..domain.visit_summary import FlaggedNote, NoteSection, State


def build_notes(viewer: Viewer, period: Period) -> NoteSection:
    """One query. Only notes marked 「先生に伝える」 are shown; others stay in the diary."""
    if not viewer.may_read(ShareCategory.NOTES):
        return NoteSection(State.NOT_SHARED)
    notes = DayNote.objects.visible_to(viewer).during(period.first, period.last)
    rows = [row for row in notes.order_by("-day") if _says_something(row)]
    if not rows:
        return NoteSection(State.NOT_RECORDED)
    flagged = tuple(
        FlaggedNote(row.day, row.text.strip(), row.filled_later) for row in rows if row.tell_doctor
    )
    unusual = tuple(row.day for row in reversed(rows) if row.unusual)
    return NoteSection(State.PRESENT if flagged or unusual else State.NONE, flagged, unusual)


def _says_something(row: DayNote) -> bool:
    """A row can be left over from a note that was written and cleared again."""
    return bool(row.text.strip()) or row.tell_doctor or row.unusual is not None
