"""Web Push: encrypted for one browser (RFC 8291), signed by this house (RFC 8292)."""

import json
import time
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import certifi
from django.conf import settings
from py_vapid import Vapid02
from pywebpush import WebPusher
from urllib3 import Timeout
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError, SSLError

from ..domain.push_service import is_push_service
from ..domain.push_topic import push_topic
from .base import Outcome, Outgoing, Receipt
from .punctual_http import PunctualPools

SECONDS_TO_CONNECT, SECONDS_TO_ANSWER = 3, 7
TOKEN_SECONDS = 12 * 3600  # the standard allows a day
RENEW_SECONDS = 3600
LONGEST_RETRY_AFTER = 6  # digits; Python refuses to read thousands of them
_tokens: dict[tuple[str, str], tuple[float, str]] = {}


@dataclass(frozen=True, slots=True)
class Push:
    """A push, encrypted and ready to go."""

    endpoint: str
    body: bytes
    headers: dict[str, str]


class NotAPushService(ValueError):
    """The address is none of the push services that we send to."""


class WebPushTransport:
    """See base.Transport. One pool for a batch keeps its connections open; it follows no
    redirect and asks no proxy."""

    def __init__(self) -> None:
        self._pool: PunctualPools | None = None

    def prepare(self, outgoing: Outgoing, *, now: datetime) -> Push:
        if not may_push_to(outgoing.endpoint):
            raise NotAPushService
        keys = {"p256dh": outgoing.p256dh, "auth": outgoing.auth}
        pusher = WebPusher({"endpoint": outgoing.endpoint, "keys": keys})
        encrypted = pusher.encode(payload(outgoing).encode(), content_encoding="aes128gcm")
        return Push(outgoing.endpoint, encrypted["body"], _headers(outgoing, now))

    def hand_over(self, prepared: Push) -> Receipt:
        if self._pool is None:
            patience = Timeout(connect=SECONDS_TO_CONNECT, read=SECONDS_TO_ANSWER)
            self._pool = PunctualPools(timeout=patience, retries=False, ca_certs=certifi.where())
        try:
            answer = self._pool.request(
                "POST",
                prepared.endpoint,
                body=prepared.body,
                headers=prepared.headers,
                redirect=False,
            )
        except HTTPError as broken:
            return _receipt_for_broken(broken)
        return receipt_for(answer.status, answer.headers.get("Retry-After", ""))

    def close(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.clear()


def may_push_to(endpoint: str) -> bool:
    """Whether we send to this address at all."""
    return is_push_service(endpoint, hosts=settings.PUSH_HOSTS, origins=settings.PUSH_EXTRA_ORIGINS)


def payload(outgoing: Outgoing) -> str:
    """What the service worker reads: words that say nothing, and signed links."""
    told = {"text": outgoing.text, "link": outgoing.link, "answers": outgoing.answers_dose}
    if outgoing.is_about_a_date:
        told["tag"] = outgoing.topic
    if outgoing.answers_dose:
        told["later"] = f"{outgoing.link}later/"
    return json.dumps(told, ensure_ascii=False)


def receipt_for(status: int, retry_after: str = "") -> Receipt:
    """What the provider's answer means."""
    reason = f"push_{status}"
    if 200 <= status < 300:
        return Receipt(Outcome.HANDED_OVER, reason)
    if status in (404, 410):
        return Receipt(Outcome.PERMANENT, reason)
    if status == 429 or status >= 500:
        is_number = retry_after.isdecimal() and len(retry_after) <= LONGEST_RETRY_AFTER
        seconds = int(retry_after) if is_number else None
        return Receipt(Outcome.TRANSIENT, reason, seconds)
    return Receipt(Outcome.REFUSED, reason)


def _receipt_for_broken(broken: HTTPError) -> Receipt:
    """Surely not taken when there was no connection at all; otherwise it may have been."""
    if isinstance(broken, NewConnectionError | ConnectTimeoutError | SSLError):
        return Receipt(Outcome.TRANSIENT, "push_away", host_is_away=True)
    return Receipt(Outcome.UNCONFIRMED, f"push_{type(broken).__name__}"[:40])


def _headers(outgoing: Outgoing, now: datetime) -> dict[str, str]:
    left = max(0, int((outgoing.expires_at - now).total_seconds()))
    return {
        "Authorization": authorization(outgoing.endpoint),
        "Content-Encoding": "aes128gcm",
        "Content-Type": "application/octet-stream",
        "TTL": str(left),
        "Urgency": "high",
        # A newer reminder takes the place of one that was not delivered yet.
        "Topic": push_topic(outgoing.topic, outgoing.dose_day),
    }


def authorization(endpoint: str) -> str:
    """The signed header for the endpoint's host, kept while it is good for an hour more.

    One that seems good for longer than it was made for comes from before the clock was set back:
    providers would take it for one of more than a day.
    """
    address = urlsplit(endpoint)
    audience = f"{address.scheme}://{address.netloc}"
    place = (audience, settings.VAPID_PRIVATE_KEY)
    ends, header = _tokens.get(place, (0.0, ""))
    if not RENEW_SECONDS <= ends - time.time() <= TOKEN_SECONDS:
        ends = time.time() + TOKEN_SECONDS
        claims = {"aud": audience, "sub": settings.VAPID_SUBJECT, "exp": int(ends)}
        header = Vapid02.from_raw(place[1].encode()).sign(claims)["Authorization"]
        _tokens[place] = (ends, header)
    return header
