"""The sheet on paper inside a bundle: a DocumentReference that carries its PDF."""

from base64 import b64encode
from collections.abc import Iterator
from datetime import datetime

from django.conf import settings
from django.utils.translation import gettext as _

from ldn_app.accounts.models import Patient

from .clean import entry_of
from .frame import Frame, Resource, concept, moment
from .json_text import json_text
from .patient import patient_resource


def document_pieces(frame: Frame, patient: Patient, pdf: bytes, *, now: datetime) -> Iterator[str]:
    """A bundle of the person and one document, as JSON text."""
    entries = [patient_resource(frame, patient), _document(frame, pdf, now)]
    yield json_text(
        {
            "resourceType": "Bundle",
            "id": frame.id_of("bundle of the sheet", now.isoformat()),
            "type": "collection",
            "timestamp": moment(now, frame.zone),
            "entry": [entry_of(resource) for resource in entries],
        }
    )


def _document(frame: Frame, pdf: bytes, now: datetime) -> Resource:
    """The title is neutral, like a file's name: other systems show it in lists."""
    found = frame.resource("DocumentReference", "sheet", now.isoformat())
    made = moment(now, frame.zone)
    return found | {
        "status": "current",
        "type": concept(_("診察のまとめ")),
        "subject": frame.subject,
        "date": made,
        "author": [frame.subject],
        "content": [
            {
                "attachment": {
                    "contentType": "application/pdf",
                    "language": "ja",
                    "data": b64encode(pdf).decode(),
                    "title": f"{settings.NEUTRAL_NAME} {frame.today.isoformat()}",
                    "creation": made,
                }
            }
        ],
    }
