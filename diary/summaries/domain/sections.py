"""What may follow the first page of the sheet; each can be switched on by itself."""

from collections.abc import Iterable
from enum import StrEnum


class Section(StrEnum):
    """In the order of the pages."""

    TIMELINE = "timeline"
    DAYS = "days"
    SYMPTOMS = "symptoms"
    CHANGES = "changes"
    NOTES = "notes"
    OTHER_NOTES = "other_notes"
    QUESTIONNAIRES = "questionnaires"
    LABS = "labs"
    SUPPLY = "supply"


# A note for the doctor that the first page has to cut short stands here in full. Everything else
# waits until the patient asks for it.
DEFAULT = (Section.NOTES,)


def known_sections(names: Iterable[str]) -> tuple[Section, ...]:
    """``names`` as sections in the order of the pages; what is unknown is left out."""
    wanted = set(names)
    return tuple(section for section in Section if section.value in wanted)
