"""What a patient calls today, for tests that run at any hour."""

from datetime import date

from django.utils import timezone

from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of


def today_of(patient: Patient) -> date:
    """The dose day at this moment: between midnight and 04:00 still the day before."""
    return clock_of(patient).day_of(timezone.now())
