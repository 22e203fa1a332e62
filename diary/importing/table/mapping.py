"""What was chosen for the columns, and what of the record it can name: plans and symptoms."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from diary.doses.models.plan_in_force import PlanInForce, plans_during
from diary.symptoms.models import TrackedSymptom
from diary.symptoms.services.symptom_list import plain_name
from ldn_app.access.viewer import Viewer

from ..domain.typed_days import DateOrder
from .combining import Which
from .uses import SYMPTOM_PREFIX, Use


@dataclass(frozen=True, slots=True)
class Mapped:
    """Places of columns. ``symptoms``: which column is which of the patient's symptoms;
    ``new``: which column is a symptom of this name that may not be there yet."""

    order: DateOrder | None
    uses: dict[str, int]
    symptoms: dict[int, TrackedSymptom] = field(default_factory=dict)
    new: dict[int, str] = field(default_factory=dict)
    several: Which = Which.HIGHEST


def mapped(choices: Mapping[str, str], symptoms: Sequence[TrackedSymptom]) -> Mapped | None:
    """From what was kept beside the file; None when nothing usable was chosen yet."""
    known = {f"{SYMPTOM_PREFIX}{one.pk}": one for one in symptoms}
    order = DateOrder(choices["order"]) if choices.get("order") else None
    which = Which.LAST if choices.get("several") == Which.LAST else Which.HIGHEST
    found = Mapped(order, {}, several=which)
    for name, use in choices.items():
        digits = name.removeprefix("use")
        if digits == name or not digits.isdecimal():
            continue
        place = int(digits)
        if use in known:
            found.symptoms[place] = known[use]
        elif use == Use.NEW:
            found.new[place] = plain_name(choices.get(f"name{place}", ""))
        elif use != Use.IGNORE and not use.startswith(SYMPTOM_PREFIX):
            found.uses[use] = place
    return found if Use.DAY in found.uses else None


def plans_of(viewer: Viewer) -> Sequence[PlanInForce]:
    return plans_during(viewer, date.min, date.max)


def symptoms_of(viewer: Viewer) -> list[TrackedSymptom]:
    """Those that are followed first; history may belong to one that no longer is."""
    mine = TrackedSymptom.objects.visible_to(viewer)
    return sorted(mine, key=lambda one: (one.removed_at is not None, one.position))
