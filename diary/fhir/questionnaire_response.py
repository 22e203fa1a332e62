"""QuestionnaireResponse: PS, the one instrument that is answered in the diary."""

from diary.questionnaires.domain.sheet import PS
from diary.questionnaires.models import Response

from .frame import Frame, Resource


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
