"""The page on which a patient arranges the symptoms they follow. One query."""

from dataclasses import dataclass

from ldn_app.access.viewer import Viewer

from ..domain.library import LibrarySymptom, conditions
from ..models import TrackedSymptom


@dataclass(frozen=True, slots=True)
class OpenCondition:
    """An illness with those of its symptoms that are not followed yet."""

    key: str
    words: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class SymptomChoice:
    """``followed`` in the patient's order; ``removed``: taken off the list, history kept."""

    followed: tuple[TrackedSymptom, ...]
    removed: tuple[TrackedSymptom, ...]
    conditions: tuple[OpenCondition, ...]


def build_symptom_choice(viewer: Viewer) -> SymptomChoice:
    rows = list(TrackedSymptom.objects.visible_to(viewer))
    followed = tuple(row for row in rows if row.removed_at is None)
    taken = {row.library_key for row in followed} | {row.name for row in followed}
    return SymptomChoice(
        followed=followed,
        removed=tuple(row for row in rows if row.removed_at is not None),
        conditions=tuple(
            OpenCondition(one.key, one.words, tuple(_open(one.symptoms, taken)))
            for one in conditions()
        ),
    )


def _open(symptoms: tuple[LibrarySymptom, ...], taken: set[str]):
    return ((one.key, one.words) for one in symptoms if taken.isdisjoint((one.key, one.words)))
