"""The privacy classes a field of the record can have.

SECRET opens something: it leaves neither with the record nor into a log.
"""

from enum import StrEnum


class PrivacyClass(StrEnum):
    IDENTIFYING = "identifying"
    CLINICAL = "clinical"
    TECHNICAL = "technical"
    SECRET = "secret"


IDENTIFYING = PrivacyClass.IDENTIFYING
CLINICAL = PrivacyClass.CLINICAL
TECHNICAL = PrivacyClass.TECHNICAL
SECRET = PrivacyClass.SECRET
