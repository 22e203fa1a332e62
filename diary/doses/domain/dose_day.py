"""Dose days, as the rules of this room name them; they are worked out in ``ldn_app.clock``."""

from ldn_app.clock import ONE_DAY, PatientClock, dose_day_of, dose_day_starts

__all__ = ["ONE_DAY", "PatientClock", "dose_day_of", "dose_day_starts"]
