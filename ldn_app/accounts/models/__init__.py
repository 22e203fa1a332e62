"""Who somebody is."""

from .clinic import Clinic, ClinicInvitation, ClinicMember
from .clinician import Clinician
from .consent import HealthDataConsent
from .factor_recovery import FactorRecovery
from .patient import Patient
from .sign_in_session import SignInSession
from .tombstone import Tombstone
from .user import User

__all__ = [
    "Clinic",
    "ClinicInvitation",
    "ClinicMember",
    "Clinician",
    "FactorRecovery",
    "HealthDataConsent",
    "Patient",
    "SignInSession",
    "Tombstone",
    "User",
]
