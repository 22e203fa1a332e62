"""A patient's clock, from the row that holds it."""

from zoneinfo import ZoneInfo

from ldn_app.accounts.models import Patient

from .domain.dose_day import PatientClock


def clock_of(patient: Patient) -> PatientClock:
    """The place and the hour at which the patient's dose days begin."""
    return PatientClock(ZoneInfo(patient.time_zone), patient.day_starts_at)
