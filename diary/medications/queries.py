"""Reading other medicines."""

from dataclasses import dataclass
from datetime import date

from ldn_app.access.viewer import Viewer

from .models import OpioidAnswer, OtherMedicine


@dataclass(frozen=True, slots=True)
class MedicinesPage:
    """``using``: still in use on the day of the page; ``used``: ended. ``opioids`` None: nobody
    answered yet."""

    using: tuple[OtherMedicine, ...]
    used: tuple[OtherMedicine, ...]
    opioids: OpioidAnswer | None


def build_medicines_page(viewer: Viewer, *, today: date) -> MedicinesPage:
    rows = list(OtherMedicine.objects.visible_to(viewer).order_by("name", "pk"))
    over = {row.pk for row in rows if row.until_on is not None and row.until_on < today}
    return MedicinesPage(
        using=tuple(row for row in rows if row.pk not in over),
        used=tuple(row for row in rows if row.pk in over),
        opioids=OpioidAnswer.last_of(viewer),
    )
