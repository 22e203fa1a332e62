"""A look in the consulting room: a QR with a secret, six digits said aloud, sixty minutes.

Whoever has the picture of the QR lacks the digits; whoever heard the digits lacks the secret; a
copy of the database has neither. Ten wrong codes in the life of a grant close it for good, also
when they arrive at the same moment: a try is spent before the code is compared.

In the room the keys are exchanged once: the look that they open changes them, and the patient's
page shows new ones. A link for other apps (kind LINK) is opened in the same way, and keeps its
keys; its look is an app's and not a browser's. The secret or the look of one kind opens nothing of
the other.
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
    """No such look, or no longer: unknown, revoked, over, or too many wrong codes."""


class WrongCode(Exception):
    """The code does not fit; ``tries_left`` (0: closed for good)."""

    def __init__(self, tries_left: int) -> None:
        super().__init__(tries_left)
        self.tries_left = tries_left


@dataclass(frozen=True, slots=True)
class RoomKeys:
    """``secret`` stands in the QR (256 bits), ``code`` (six digits) is said aloud.

    ``file_key``: 256 bits that encrypt the files of a link; "" in the room.
    """

    secret: str
    code: str
    file_key: str = ""


def cut_keys(kind: str = ROOM) -> tuple[RoomKeys, dict[str, str]]:
    """New keys for a grant of ``kind``, and the columns that know them again."""
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


def grant_behind(secret: str, *, now: datetime, kind: str = ROOM) -> ShareGrant:
    """The live grant whose secret this is; knowing it opens nothing yet. Raises RoomClosed."""
    grant = _with_secret(secret, kind, now).first()
    if grant is None or not tries_left(grant):
        raise RoomClosed
    return grant


def begin_look(
    secret: str, code: str, *, visitor_name: str, now: datetime, kind: str = ROOM
) -> str:
    """Let a visitor in; returns the key for that browser's cookie, or for a link's files.

    Raises RoomClosed or WrongCode. Must not run inside a transaction that an error takes back:
    a spent try stays spent.
    """
    same = _with_secret(secret, kind, now)
    grant = same.first()
    if grant is None or not _spend_a_try(same):
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


def _spend_a_try(grants) -> bool:
    """Whether one was left; the database decides, so that parallel asking gains nothing."""
    left = grants.filter(wrong_codes__lt=WRONG_CODES_ALLOWED)
    return left.update(wrong_codes=F("wrong_codes") + 1) == 1


@transaction.atomic
def _let_in(grant: ShareGrant, visitor_name: str, now: datetime) -> str:
    if grant.kind == ROOM:
        _change_the_keys(grant)
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


def _change_the_keys(grant: ShareGrant) -> None:
    """The QR and the code that opened it open nothing any more: browsers keep addresses in lists
    of their own. Raises RoomClosed when another browser used them at the same moment."""
    _, columns = cut_keys(ROOM)
    same = ShareGrant.objects.unscoped(reason=REASON).filter(
        pk=grant.pk, secret_digest=grant.secret_digest
    )
    if not same.update(**columns):
        raise RoomClosed


def look_behind(key: str, *, now: datetime, kind: str = ROOM) -> Look:
    """The running look of the browser, or the app, with ``key``; raises RoomClosed."""
    looks = Look.objects.unscoped(reason=REASON).select_related("grant__patient", "grant__clinic")
    mine = looks.filter(grant__kind=kind, key_digest=_digest(key))
    look = mine.filter(began_at__lte=now, ends_at__gt=now).first()
    if look is None or not look.grant.is_live(now):
        raise RoomClosed
    return look


def had_look(key: str, *, now: datetime) -> bool:
    """Whether the browser with ``key`` looked into a record in the room, however it ended."""
    looks = Look.objects.unscoped(reason=REASON)
    return looks.filter(grant__kind=ROOM, key_digest=_digest(key), began_at__lte=now).exists()


def end_look(key: str, *, now: datetime) -> None:
    """The visitor is done; harmless when nothing runs."""
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
