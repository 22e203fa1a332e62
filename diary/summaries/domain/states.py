"""What a part of the page for the doctor has to say when it has no figures."""

from enum import StrEnum


class State(StrEnum):
    """Four different answers; only the last two say something about the patient."""

    NOT_SHARED = "not_shared"
    NOT_RECORDED = "not_recorded"
    NONE = "none"
    PRESENT = "present"
