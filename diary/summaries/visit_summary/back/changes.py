"""Before and after each change of the plan, as far as enough was recorded to be compared; the
oldest first, like everything on the sheet."""

from django.utils.translation import gettext as _

from ...change.sheet import ComparedChange, ComparedSymptom, build_change_sheet
from ...charts.style import Style
from ...domain.visit_summary import VisitSummary
from ..section import SheetSection


def change_parts(summary: VisitSummary, style: Style) -> tuple[SheetSection, ...]:
    """A heading with what must be read first, then each change and its symptoms."""
    if summary.changes is None:
        return ()
    sheet = build_change_sheet(summary.changes, style)
    head = SheetSection(
        _("計画を変えた日の前と後(14日ずつ)"),
        instead=sheet.instead,
        facts=sheet.caution if sheet.changes else (),
        key=sheet.key if sheet.changes else "",
        kind="line",
    )
    return (head, *(part for change in reversed(sheet.changes) for part in _change(change)))


def _change(change: ComparedChange) -> tuple[SheetSection, ...]:
    instead = "" if change.symptoms else _("症状は未記録です")
    head = SheetSection(change.title, instead, tuple(filter(None, (change.also,))), kind="change")
    return (head, *(_symptom(one, change) for one in change.symptoms))


def _symptom(symptom: ComparedSymptom, change: ComparedChange) -> SheetSection:
    pictures = (symptom.picture,) if symptom.picture else ()
    kind, mark = "compared" if pictures else "words", f"{change.title}: {symptom.name}"
    return SheetSection(symptom.name, facts=symptom.facts, pictures=pictures, kind=kind, mark=mark)
