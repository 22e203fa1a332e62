"""Observation of a score that was copied from a questionnaire on paper."""

from django.utils.translation import gettext as _

from diary.questionnaires.domain.numbers import plain
from diary.questionnaires.models import Response

from .frame import Frame, Resource, concept, notes
from .observation import issued, observed


def score(frame: Frame, row: Response) -> Resource:
    """The number and what it is called; no words of the questionnaire itself."""
    name = " ".join(filter(None, (row.instrument_name, row.version, row.scale_name)))
    changed = row.changed_at is not None
    found = observed(
        frame, "score", row.pk, code=concept(name), day=row.answered_on, changed=changed
    )
    found |= issued(frame, row.recorded_at)
    found["valueQuantity"] = {"value": row.value.normalize(), "unit": _("点")}
    found["method"] = concept(
        _("%(origin)s点数(本人が記入)") % {"origin": row.get_origin_display()}
    )
    return found | notes(_range(row), str(row.get_direction_display()))


def _range(row: Response) -> str:
    if row.low is None or row.high is None:
        return ""
    return _("点数の範囲: %(low)s〜%(high)s") % {"low": plain(row.low), "high": plain(row.high)}
