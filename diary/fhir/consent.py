"""Consent: a share grant, as the patient gave it."""

from datetime import datetime

from django.utils.translation import gettext as _

from ldn_app.access.models import ShareCategory, ShareGrant

from .codes import ACT_CODE, CONSENT_SCOPE, LOINC, PARTICIPATION
from .frame import Frame, Resource, coding, concept, moment, period


def consent(frame: Frame, row: ShareGrant, *, now: datetime) -> Resource:
    """Who may read what, of which days, until when. A revoked or past grant is inactive.

    Codes and secrets that open the grant are no part of it.
    """
    found = frame.resource("Consent", "grant", row.pk)
    return found | {
        "status": _status(row, now),
        "scope": concept(_("個人情報の共有"), coding(CONSENT_SCOPE, "patient-privacy")),
        "category": [concept(_("同意"), coding(LOINC, "59284-0", "Consent Document"))],
        "patient": frame.subject,
        "dateTime": moment(row.created_at, frame.zone),
        "performer": [frame.subject],
        "policyRule": concept(_("本人が選んだ範囲だけ"), coding(ACT_CODE, "OPTIN")),
        "provision": _provision(frame, row),
    }


def _status(row: ShareGrant, now: datetime) -> str:
    if not row.is_live(now):
        return "inactive"
    waits = row.kind == ShareGrant.Kind.CLINIC and row.accepted_at is None
    return "proposed" if waits else "active"


def _provision(frame: Frame, row: ShareGrant) -> dict:
    ends_at = row.revoked_at or row.expires_at
    found: dict = {
        "type": "permit",
        "period": {
            "start": moment(row.created_at, frame.zone),
            "end": moment(max(ends_at, row.created_at), frame.zone),
        },
        "actor": [
            {
                "role": concept(_("見る人"), coding(PARTICIPATION, "IRCP")),
                "reference": {"display": _reader(row)},
            }
        ],
    }
    if row.categories:
        found["code"] = [concept(_words(category)) for category in row.categories]
    if days := period(*row.days_open(frame.today)):
        found["dataPeriod"] = days
    return found


def _reader(row: ShareGrant) -> str:
    """Whom the patient chose, in the patient's own file."""
    if row.clinic is not None:
        return row.clinic.name
    return row.invited_email or str(row.get_kind_display())


def _words(category: str) -> str:
    known = dict(ShareCategory.choices)
    return str(known.get(category, category))
