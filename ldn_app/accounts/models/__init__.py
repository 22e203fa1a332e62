"""Who somebody is."""

from .clinician import Clinician
from .consent import HealthDataConsent
from .patient import Patient
from .sign_in_session import SignInSession
from .tombstone import Tombstone
from .user import User

__all__ = ["Clinician", "HealthDataConsent", "Patient", "SignInSession", "Tombstone", "User"]
