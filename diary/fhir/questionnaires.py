"""Scores: PS, which is answered in the diary (QuestionnaireResponse), and those copied from paper
(Observation)."""

from django.utils.translation import gettext as _

from diary.questionnaires.domain.numbers import plain
from diary.questionnaires.domain.sheet import PS
from diary.questionnaires.models import Response

from .frame import Frame, Resource, concept, notes
from .observation import observed


def is_answered_here(row: Response) -> bool:
    return row.instrument == PS


def ps_response(frame: Frame, row: Response) -> Resource:
    """The level that was chosen, as a number: the words of the levels stay here."""
    found = frame.resource("QuestionnaireResponse", "score", row.pk)
    return found | {
        "status": "amended" if row.changed_at else "completed",
        "subject": frame.subject,
        "author": frame.subject,
        "source": frame.subject,
        "authored": row.answered_on.isoformat(),
        "item": [
            {
                "linkId": PS,
                "text": row.instrument_name,
                "answer": [{"valueInteger": int(row.value)}],
            }
        ],
    }


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
