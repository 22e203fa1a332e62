"""Between choosing a file and taking it in: encrypted, for its owner, for at most an hour."""

import json
import zlib
from dataclasses import dataclass
from datetime import datetime

from cryptography.fernet import InvalidToken
from django.db import transaction

from ldn_app.access.viewer import Viewer
from ldn_app.accounts.cipher import decrypt, decrypt_bytes, encrypt, encrypt_bytes
from ldn_app.accounts.models import Patient

from .models import KEPT_FOR, WaitingContent, WaitingFile

QUICKLY = 3  # zlib's level: a diary shrinks to a tenth all the same


@dataclass(frozen=True, slots=True)
class Waiting:
    """``choices``: what was chosen for the columns of a table so far, as the form posted it.
    ``content``: empty for a large file, unless it is asked for."""

    row: WaitingFile
    content: bytes
    choices: dict[str, str]


@transaction.atomic
def keep_waiting(
    viewer: Viewer, *, content: bytes, kind: str, now: datetime, large: bool = False
) -> WaitingFile:
    """Keep ``content`` for an hour; replaces a file that waited before."""
    Patient.objects.select_for_update().get(pk=viewer.patient_id)
    forget(viewer)
    row = WaitingFile.objects.create_for(viewer, kind=kind, made_at=now, large=large)
    token = encrypt_bytes(zlib.compress(content, QUICKLY))
    WaitingContent.objects.create(file=row, token=token)
    return row


def waiting_file(
    viewer: Viewer, *, kind: str, now: datetime, whole: bool = False
) -> Waiting | None:
    """The file that waits; None when there is none, or when its hour is over. ``whole``: with the
    content of a large one."""
    rows = WaitingFile.objects.editable_by(viewer).select_related("content")
    row = rows.filter(kind=kind, content__isnull=False).first()
    if row is None or row.is_over(now):
        return None
    try:
        wanted = whole or not row.large
        content = zlib.decompress(decrypt_bytes(row.content.token)) if wanted else b""
        chosen = decrypt(row.content.choices_token) if row.content.choices_token else "{}"
    except InvalidToken:  # The key of this site was changed meanwhile.
        return None
    return Waiting(row, content, json.loads(chosen))


def remember_choices(viewer: Viewer, *, choices: dict[str, str]) -> None:
    """Keep what was chosen for the columns beside the file."""
    mine = WaitingFile.objects.editable_by(viewer)
    token = encrypt(json.dumps(choices))
    WaitingContent.objects.filter(file__in=mine).update(choices_token=token)


def forget(viewer: Viewer) -> None:
    """Delete the file that waits, if there is one."""
    WaitingFile.objects.editable_by(viewer).delete()


def forget_old(*, now: datetime) -> int:
    """Delete every file whose hour is over; returns how many."""
    everybodys = WaitingFile.objects.unscoped(reason="files whose hour is over are deleted")
    _, counts = everybodys.filter(made_at__lte=now - KEPT_FOR).delete()
    return counts.get(WaitingFile._meta.label, 0)
