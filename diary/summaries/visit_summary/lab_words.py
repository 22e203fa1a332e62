"""Laboratory values in words. Nothing is judged but where a value lies on its own slip."""

from django.utils.translation import gettext as _

from diary.labs.domain.ranges import Place

from ..domain.external_sections import LabLine

OUTSIDE = frozenset({Place.BELOW, Place.ABOVE})


def lab_words(line: LabLine) -> str:
    """``AST 45 U/L(13〜30)▲範囲より上``; without a range nothing stands in its place."""
    value = " ".join(filter(None, (line.name, line.value, line.unit)))
    limits = f"({line.limits})" if line.limits else ""
    return value + limits + outside_words(line.place)


def outside_words(place: Place | None) -> str:
    """A sign and words for a value outside the range of its own slip; "" for every other."""
    return {Place.ABOVE: _("▲範囲より上"), Place.BELOW: _("▼範囲より下")}.get(place, "")


def is_outside(line: LabLine) -> bool:
    return line.place in OUTSIDE
