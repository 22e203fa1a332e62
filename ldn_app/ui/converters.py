"""Path converters: ``<day:dose_day>`` is 2026-11-22 in an address and a date in a view."""

from datetime import date

from django.urls import register_converter

from .day_field import EARLIEST_DAY, LATEST_DAY


class DayConverter:
    regex = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def to_python(self, value: str) -> date:
        """Raises ValueError (a 404) for a day that no calendar has, and for one so far away that
        the days around it could not be reckoned."""
        day = date.fromisoformat(value)
        if not EARLIEST_DAY <= day <= LATEST_DAY:
            raise ValueError(value)
        return day

    def to_url(self, value: date | str) -> str:
        return str(value)


def register() -> None:
    """Make the converters known; called once, when the app is ready."""
    register_converter(DayConverter, "day")
