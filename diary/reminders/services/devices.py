"""A browser that takes reminders: its subscription becomes a channel."""

import base64
import binascii
import hashlib
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric import ec
from django.db import transaction

from ldn_app.access.audit import CHANGED, CREATED, record_change
from ldn_app.access.viewer import Viewer

from ..channel_notices import tell_of_trouble
from ..errors import NotASubscription
from ..models import Channel
from ..transports.web_push import may_push_to


@transaction.atomic
def add_device(
    viewer: Viewer, *, endpoint: str, p256dh: str, auth: str, label: str, now: datetime
) -> Channel:
    """Let this browser take reminders; asked again, its channel is switched on again.

    Raises NotASubscription for an address that is no push service or keys that are none.
    """
    if not may_push_to(endpoint) or not _are_keys(p256dh, auth):
        raise NotASubscription
    values = {"p256dh": p256dh, "auth": auth, "state": Channel.State.ACTIVE}
    values |= {"off_reason": "", "off_at": None, "endpoint": endpoint, "label": label[:60]}
    values |= {"failures_in_a_row": 0}
    channel, created = Channel.objects.editable_by(viewer).update_or_create(
        patient_id=viewer.patient_id,
        kind=Channel.Kind.WEB_PUSH,
        endpoint_digest=hashlib.sha256(endpoint.encode()).hexdigest(),
        defaults=values,
        create_defaults={**values, "created_at": now},
    )
    fields = () if created else ("state",)
    record_change(viewer, channel, CREATED if created else CHANGED, fields=fields, at=now)
    tell_of_trouble(viewer.patient_id)
    return channel


def _are_keys(p256dh: str, auth: str) -> bool:
    """A point on the curve, and sixteen bytes; anything else could never be decrypted."""
    try:
        point, secret = (
            base64.urlsafe_b64decode(key + "=" * (-len(key) % 4)) for key in (p256dh, auth)
        )
        ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)
    except (ValueError, binascii.Error):
        return False
    return len(secret) == 16 and max(len(p256dh) - 100, len(auth) - 40) <= 0
