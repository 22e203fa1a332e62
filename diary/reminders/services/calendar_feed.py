"""The secret address of a patient's calendar: made, made anew, found, switched off."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from ldn_app.access.audit import CHANGED, CREATED, delete_recorded, record_change
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.cipher import encrypt

from ..models import CalendarFeed

WHY = "whoever holds the secret address of one calendar may read its neutral times"
TOKEN_BYTES = 32
READ_IS_NOTED_EVERY = timedelta(hours=1)


@transaction.atomic
def make_feed(viewer: Viewer, *, now: datetime) -> CalendarFeed:
    """Give the viewer's calendar a new address; the one before is over at once."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    values = {
        "token_digest": digest_of(token),
        "sealed_token": encrypt(token),
        "made_at": now,
        "read_at": None,
    }
    feed, created = CalendarFeed.objects.editable_by(viewer).update_or_create(
        patient_id=viewer.patient_id, defaults=values
    )
    fields = () if created else ("token_digest",)
    record_change(viewer, feed, CREATED if created else CHANGED, fields=fields, at=now)
    return feed


@transaction.atomic
def end_feed(viewer: Viewer, *, now: datetime) -> None:
    """Switch the viewer's calendar off; harmless when there is none."""
    feed = CalendarFeed.objects.editable_by(viewer).first()
    if feed is not None:
        delete_recorded(viewer, feed, at=now)


def find_feed(token: str) -> CalendarFeed | None:
    """The feed behind ``token``, with its patient; None when there is no such address."""
    rows = CalendarFeed.objects.unscoped(reason=WHY).select_related("patient__user")
    return rows.filter(token_digest=digest_of(token), patient__user__is_active=True).first()


def note_read(feed: CalendarFeed, *, now: datetime) -> None:
    """Note that a calendar came, so that its owner can see that it does; once an hour."""
    rows = CalendarFeed.objects.unscoped(reason=WHY).filter(pk=feed.pk)
    long_ago = Q(read_at__isnull=True) | Q(read_at__lt=now - READ_IS_NOTED_EVERY)
    rows.filter(long_ago).update(read_at=now)


def digest_of(token: str) -> str:
    """How a token is found. 256 random bits need no salt and no slow hash."""
    return hashlib.sha256(token.encode()).hexdigest()
