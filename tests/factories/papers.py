"""What is copied from paper, invented; without the services."""

from datetime import UTC, date, datetime

from diary.labs.domain.line import lab_line
from diary.labs.models import LabResult
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient

RECORDED_AT = datetime(2026, 11, 1, 3, tzinfo=UTC)


def make_result(
    patient: Patient, day: date, name: str = "AST", value: str = "22", **typed: str
) -> LabResult:
    """A line of a slip; ``typed``: unit, low_text, high_text."""
    columns = lab_line(name=name, value_text=value, **typed).as_columns()
    viewer = on_behalf_of(patient.pk)
    return LabResult.objects.create_for(
        viewer, collected_on=day, recorded_at=RECORDED_AT, **columns
    )
