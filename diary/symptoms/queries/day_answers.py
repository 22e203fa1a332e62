"""What was answered on one day. Four queries, whatever the age of the diary."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ldn_app.access.viewer import Viewer

from ..domain.answers import NONE_TODAY
from ..models import DayNote, SideEffect, Sleep, SymptomRating


@dataclass(frozen=True, slots=True)
class DayAnswers:
    """The rows of ``day``; None and absent keys: not answered (or not shared with the viewer)."""

    day: date
    ratings: Mapping[int, SymptomRating]
    sleep: Sleep | None
    effects: Mapping[str, SideEffect]
    note: DayNote | None

    @property
    def said_none(self) -> bool:
        """Whether 「今日はなし」 was ticked and nothing contradicts it."""
        return set(self.effects) == {NONE_TODAY}

    @property
    def is_empty(self) -> bool:
        return not (self.ratings or self.sleep or self.effects or self.note)


def answers_of_day(viewer: Viewer, day: date) -> DayAnswers:
    """What ``viewer`` may read of the answers of dose day ``day``."""
    ratings = SymptomRating.objects.visible_to(viewer).on(day).select_related("symptom")
    effects = SideEffect.objects.visible_to(viewer).on(day)
    return DayAnswers(
        day=day,
        ratings={row.symptom_id: row for row in ratings},
        sleep=Sleep.objects.visible_to(viewer).on(day).first(),
        effects={row.kind: row for row in effects},
        note=DayNote.objects.visible_to(viewer).on(day).first(),
    )
