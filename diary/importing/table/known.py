"""What of the record is needed to read a table: the plans and the symptoms."""

from collections.abc import Sequence
from datetime import date

from diary.doses.models.plan_in_force import PlanInForce, plans_during
from diary.symptoms.models import TrackedSymptom
from ldn_app.access.viewer import Viewer


def plans_of(viewer: Viewer) -> Sequence[PlanInForce]:
    return plans_during(viewer, date.min, date.max)


def symptoms_of(viewer: Viewer) -> list[TrackedSymptom]:
    """Those that are followed first; history may belong to one that no longer is."""
    mine = TrackedSymptom.objects.visible_to(viewer)
    return sorted(mine, key=lambda one: (one.removed_at is not None, one.position))
