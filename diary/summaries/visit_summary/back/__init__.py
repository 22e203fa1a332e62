"""What follows the first page: each part only when the patient switched it on."""

from collections.abc import Callable, Collection

from ...charts.style import Style
from ...domain.sections import Section
from ...domain.visit_summary import VisitSummary
from ..part import Part
from .changes import change_parts
from .days import day_part
from .labs import lab_part
from .notes import note_part, other_note_part
from .scores import score_part
from .supply import supply_part
from .symptoms import symptom_part
from .timeline import timeline_part

Builder = Callable[[VisitSummary, Style], Part | tuple[Part, ...] | None]

PARTS: dict[Section, Builder] = {
    Section.TIMELINE: timeline_part,
    Section.DAYS: day_part,
    Section.SYMPTOMS: symptom_part,
    Section.CHANGES: change_parts,
    Section.NOTES: note_part,
    Section.OTHER_NOTES: other_note_part,
    Section.QUESTIONNAIRES: score_part,
    Section.LABS: lab_part,
    Section.SUPPLY: supply_part,
}


def back_parts(
    summary: VisitSummary, style: Style, sections: Collection[Section]
) -> tuple[Part, ...]:
    """In the order of the sections. What was not switched on leaves no trace."""
    wanted = [PARTS[section] for section in Section if section in sections and section in PARTS]
    parts: list[Part] = []
    for build in wanted:
        found = build(summary, style)
        parts += found if isinstance(found, tuple) else filter(None, [found])
    return tuple(parts)
