"""One day for a reader, on the patient's clock: thirteen queries, whatever its age."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from diary.symptoms.domain.answer_time import EARLIEST_DAY
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import today_of
from ldn_app.ui.dates import full_day_label

from ..domain.visit_summary import AppendixSection
from ..visit_summary.preferences import choice_of
from .answers import answer_groups
from .copied_records import copied_records_group
from .group import Group
from .night import night_group

DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayForReader:
    """``before`` and ``after``: the days beside it that may be read; None where that ends."""

    day: date
    title: str
    name: str
    groups: tuple[Group, ...]
    before: date | None
    after: date | None


def build_day_for_reader(
    viewer: Viewer, *, patient: Patient, day: date, now: datetime
) -> DayForReader:
    """What ``viewer`` may read of dose day ``day``, which must be one of theirs."""
    today = today_of(patient, now)
    sections = choice_of(viewer, patient).sections
    with_all_notes = AppendixSection.OTHER_NOTES in sections
    answers = answer_groups(viewer, patient=patient, day=day, with_all_notes=with_all_notes)
    return DayForReader(
        day=day,
        title=full_day_label(day),
        name=patient.display_name,
        groups=(
            night_group(viewer, day=day, today=today),
            *answers,
            copied_records_group(viewer, day=day, today=today),
        ),
        before=_within(viewer, day - DAY, today),
        after=_within(viewer, day + DAY, today),
    )


def _within(viewer: Viewer, day: date, today: date) -> date | None:
    is_there = EARLIEST_DAY <= day <= today and viewer.may_read_day(day)
    return day if is_there else None
