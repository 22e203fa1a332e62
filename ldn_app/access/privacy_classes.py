"""The three privacy classes a field of the record can have."""

from enum import StrEnum


class PrivacyClass(StrEnum):
    IDENTIFYING = "identifying"
    CLINICAL = "clinical"
    TECHNICAL = "technical"


IDENTIFYING = PrivacyClass.IDENTIFYING
CLINICAL = PrivacyClass.CLINICAL
TECHNICAL = PrivacyClass.TECHNICAL
