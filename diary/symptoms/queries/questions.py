"""Which questions there are: the fixed ones, and the patient's own symptoms."""

from collections.abc import Iterable

from diary.medications.red_flags import red_flags
from ldn_app.access.viewer import Viewer

from ..domain.answers import NONE_TODAY, Part, Question, question_of
from ..domain.library import effect_kinds
from ..models import TrackedSymptom

SLEEP_NAMES = ("insomnia", "vivid_dreams", "quality", "bed_at", "up_at", "times_awake")
NOTE_NAMES = ("unusual", "text", "tell_doctor")
LONGEST_ID = 18  # digits that any database takes for a key


def is_fixed(question: Question) -> bool:
    """Whether every patient is asked ``question``."""
    match question.part:
        case Part.SLEEP:
            return question.name in SLEEP_NAMES
        case Part.NOTE:
            return question.name in NOTE_NAMES
        case Part.EFFECT:
            return question.name in {NONE_TODAY, *effect_kinds(), *red_flags()}
    return False


def questions_among(viewer: Viewer, keys: Iterable[str]) -> dict[Question, TrackedSymptom | None]:
    """The questions among ``keys`` that ``viewer`` may answer, with the symptom where it is one.

    One query when a symptom is among them, otherwise none. Other keys are left out.
    """
    asked = [question for key in keys if (question := question_of(key))]
    ids = {int(one.name) for one in asked if _may_be_symptom(one)}
    mine = TrackedSymptom.objects.editable_by(viewer)
    symptoms = {str(row.pk): row for row in mine.filter(pk__in=ids)} if ids else {}
    found: dict[Question, TrackedSymptom | None] = {}
    for question in asked:
        if is_fixed(question):
            found[question] = None
        elif question.part is Part.SYMPTOM and question.name in symptoms:
            found[question] = symptoms[question.name]
    return found


def _may_be_symptom(question: Question) -> bool:
    name = question.name
    return (
        question.part is Part.SYMPTOM
        and name.isascii()
        and name.isdecimal()
        and len(name) <= LONGEST_ID
    )
