"""The daily check-in: one small row for each answer."""

from .daily_answer import DailyAnswer
from .day_note import DayNote
from .side_effect import SideEffect
from .sleep import Sleep
from .symptom_rating import SymptomRating
from .tracked_symptom import TrackedSymptom

__all__ = ["DailyAnswer", "DayNote", "SideEffect", "Sleep", "SymptomRating", "TrackedSymptom"]
