"""Appointments and the days on which the patient saw the doctor."""

from .visit import Visit
from .visit_note import VisitNote

__all__ = ["Visit", "VisitNote"]
