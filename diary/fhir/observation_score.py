"""Observation of a score that was copied from a questionnaire on paper."""

from django.utils.translation import gettext as _

from diary.questionnaires.domain.numbers import plain
from diary.questionnaires.models import Response

from .frame import Frame, Resource, concept, notes
from .observation import observed


def score(frame: Frame, row: Response) -> Resource:
    """The number and what it is called; no words of the questionnaire itself."""
    name = " ".join(filter(None, (row.instrument_name, row.version, row.scale_name)))
    found = observed(frame, "score", row, code=concept(name), day=row.answered_on)
    if row.origin == Response.Origin.PAPER:
        del found["performer"]  # Who took it down on the paper is not known.
    found["valueQuantity"] = {"value": row.value.normalize(), "unit": _("点")}
    found["method"] = concept(
        _("%(origin)s点数(本人が記入)") % {"origin": row.get_origin_display()}
    )
    return found | notes(_range(row), str(row.get_direction_display()))


def _range(row: Response) -> str:
    if row.low is None or row.high is None:
        return ""
    return _("点数の範囲: %(low)s〜%(high)s") % {"low": plain(row.low), "high": plain(row.high)}
