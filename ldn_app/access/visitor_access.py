"""How a visitor without an account opens a shared diary: a QR with a secret, and a code.

The patient shows the QR and says the six digits. A photo of the QR lacks the digits, whoever
overheard the digits lacks the secret, and a copy of the database has neither. Ten wrong codes
close the grant for good, even if they arrive at the same moment: an attempt is counted before the
code is compared.

In the consulting room the keys work once: the session that they open rotates them, and the
patient's page shows new ones. A link for other apps (kind LINK) is opened in the same way but
keeps its keys; its session belongs to an app, not to a browser. A secret or a session of one kind
opens nothing of the other.
"""

import hmac
import json
import secrets
from dataclasses import astuple, dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction
from django.db.models import F

from ldn_app.accounts.cipher import decrypt, encrypt
from ldn_app.ui.typed_text import half_width

from .audit import record_access
from .models import AccessKind, Look, ShareGrant
from .models.share_grant import WRONG_CODES_ALLOWED

ROOM, LINK = ShareGrant.Kind.ROOM, ShareGrant.Kind.LINK
LOOK_LASTS = timedelta(minutes=60)
LOGGED_AS = {ROOM: AccessKind.VISITOR_ENTERED, LINK: AccessKind.LINK_OPENED}
REASON = "a visitor is known by the secret of a grant only"


class RoomClosed(Exception):
    """There is no live session or grant: unknown, revoked, over, or too many wrong codes."""


class WrongCode(Exception):
    """The code does not fit; ``tries_left`` (0: closed for good)."""

    def __init__(self, tries_left: int) -> None:
        super().__init__(tries_left)
        self.tries_left = tries_left


@dataclass(frozen=True, slots=True)
class RoomKeys:
    """``secret`` (256 bits) is in the QR, ``code`` (six digits) is said aloud.

    ``file_key``: 256 bits that encrypt the files of a link; "" in the room.
    """

    secret: str
    code: str
    file_key: str = ""


def generate_keys(kind: str = ROOM) -> tuple[RoomKeys, dict[str, str]]:
    """New keys for a grant of ``kind``, and the columns by which they are recognised."""
    file_key = secrets.token_urlsafe(32) if kind == LINK else ""
    keys = RoomKeys(secrets.token_urlsafe(32), f"{secrets.randbelow(10**6):06d}", file_key)
    columns = {
        "secret_digest": _digest(keys.secret),
        "code_digest": _code_digest(keys.secret, keys.code),
        "sealed_keys": encrypt(json.dumps(astuple(keys))),
    }
    return keys, columns


def keys_of(grant: ShareGrant) -> RoomKeys:
    """The keys again, for the patient's own phone."""
    return RoomKeys(*json.loads(decrypt(grant.sealed_keys)))


def tries_left(grant: ShareGrant) -> int:
    return WRONG_CODES_ALLOWED - grant.wrong_codes


def grant_for_secret(secret: str, *, now: datetime, kind: str = ROOM) -> ShareGrant:
    """The live grant whose secret this is; knowing it opens nothing yet. Raises RoomClosed."""
    grant = _with_secret(secret, kind, now).first()
    if grant is None or not tries_left(grant):
        raise RoomClosed
    return grant


def begin_look(
    secret: str, code: str, *, visitor_name: str, now: datetime, kind: str = ROOM
) -> str:
    """Let a visitor in; returns the key for that browser's cookie, or for a link's files.

    Raises RoomClosed or WrongCode. Must not run inside a transaction that an error rolls back:
    the attempt has to stay counted.
    """
    same = _with_secret(secret, kind, now)
    grant = same.first()
    if grant is None or not _count_attempt(same):
        raise RoomClosed
    mine = ShareGrant.objects.unscoped(reason=REASON).filter(pk=grant.pk)
    if not hmac.compare_digest(grant.code_digest, _code_digest(secret, read_digits(code))):
        grant.refresh_from_db(fields=["wrong_codes"])
        raise WrongCode(tries_left(grant))
    mine.update(wrong_codes=F("wrong_codes") - 1)
    return _let_in(grant, visitor_name, now)


def _with_secret(secret: str, kind: str, now: datetime):
    grants = ShareGrant.objects.unscoped(reason=REASON).live(now)
    same = grants.filter(kind=kind, secret_digest=_digest(secret))
    return same.select_related("patient", "clinic")


def _count_attempt(grants) -> bool:
    """Whether an attempt was left. The database decides, so parallel requests gain nothing."""
    left = grants.filter(wrong_codes__lt=WRONG_CODES_ALLOWED)
    return left.update(wrong_codes=F("wrong_codes") + 1) == 1


@transaction.atomic
def _let_in(grant: ShareGrant, visitor_name: str, now: datetime) -> str:
    if grant.kind == ROOM:
        _rotate_keys(grant)
    key = secrets.token_urlsafe(32)
    Look.objects.unscoped(reason=REASON).create(
        patient_id=grant.patient_id,
        grant=grant,
        visitor_name=visitor_name,
        key_digest=_digest(key),
        began_at=now,
        ends_at=min(now + LOOK_LASTS, grant.expires_at),
    )
    record_access(grant, reader_name=visitor_name, kind=LOGGED_AS[grant.kind], at=now)
    return key


def _rotate_keys(grant: ShareGrant) -> None:
    """The QR and the code that were used open nothing from now on, because browsers keep visited
    addresses. Raises RoomClosed if another browser used them at the same moment."""
    _, columns = generate_keys(ROOM)
    same = ShareGrant.objects.unscoped(reason=REASON).filter(
        pk=grant.pk, secret_digest=grant.secret_digest
    )
    if not same.update(**columns):
        raise RoomClosed


def session_for_key(key: str, *, now: datetime, kind: str = ROOM) -> Look:
    """The live session of the browser, or the app, with ``key``; raises RoomClosed."""
    looks = Look.objects.unscoped(reason=REASON).select_related("grant__patient", "grant__clinic")
    mine = looks.filter(grant__kind=kind, key_digest=_digest(key))
    look = mine.filter(began_at__lte=now, ends_at__gt=now).first()
    if look is None or not look.grant.is_live(now):
        raise RoomClosed
    return look


def had_look(key: str, *, now: datetime) -> bool:
    """Whether the browser with ``key`` ever had a session in the room, however it ended."""
    looks = Look.objects.unscoped(reason=REASON)
    return looks.filter(grant__kind=ROOM, key_digest=_digest(key), began_at__lte=now).exists()


def end_look(key: str, *, now: datetime) -> None:
    """End the visitor's session; harmless if there is none."""
    looks = Look.objects.unscoped(reason=REASON).filter(key_digest=_digest(key), ends_at__gt=now)
    looks.update(ends_at=now)


def read_digits(typed: str) -> str:
    """The digits in ``typed``: full-width ones, spaces and hyphens are all right."""
    return "".join(letter for letter in half_width(typed) if letter in "0123456789")


def _digest(secret: str) -> str:
    return sha256(secret.encode()).hexdigest()


def _code_digest(secret: str, code: str) -> str:
    """Six digits alone would be found by trying all of them; with the secret they are not."""
    return hmac.new(secret.encode(), code.encode(), sha256).hexdigest()
