"""What follows the first page: each part only when the patient switched it on."""

from collections.abc import Callable, Collection

from ...charts.style import Style
from ...domain.visit_summary import AppendixSection, VisitSummary
from ..days import day_table_appendix
from ..labs import lab_appendix
from ..medicines import supply_appendix
from ..questions_and_notes import notes_appendix, other_notes_appendix
from ..scores import score_appendix
from ..section import SheetSection
from ..symptoms import symptom_appendix
from ..timeline import timeline_appendix
from .changes import change_parts

Builder = Callable[[VisitSummary, Style], SheetSection | tuple[SheetSection, ...] | None]

PARTS: dict[AppendixSection, Builder] = {
    AppendixSection.TIMELINE: timeline_appendix,
    AppendixSection.DAYS: day_table_appendix,
    AppendixSection.SYMPTOMS: symptom_appendix,
    AppendixSection.CHANGES: change_parts,
    AppendixSection.NOTES: notes_appendix,
    AppendixSection.OTHER_NOTES: other_notes_appendix,
    AppendixSection.QUESTIONNAIRES: score_appendix,
    AppendixSection.LABS: lab_appendix,
    AppendixSection.SUPPLY: supply_appendix,
}


def back_parts(
    summary: VisitSummary, style: Style, sections: Collection[AppendixSection]
) -> tuple[SheetSection, ...]:
    """In the order of the sections. What was not switched on leaves no trace."""
    wanted = [
        PARTS[section] for section in AppendixSection if section in sections and section in PARTS
    ]
    parts: list[SheetSection] = []
    for build in wanted:
        found = build(summary, style)
        parts += found if isinstance(found, tuple) else filter(None, [found])
    return tuple(parts)
