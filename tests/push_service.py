"""A push service of the tests' own: takes real requests over HTTP, decrypts each message with the
browser's private key (RFC 8291) and checks who signed it (RFC 8292).

It is as strict as the strictest real one in each respect: Apple about topics, subjects and tokens,
Google about the time to live (four weeks), all of them about 4,096 bytes.
"""

import base64
import json
import os
import re
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

MOST_BYTES = 4096
LONGEST_TTL = 28 * 86400
A_DAY = 86400


def text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def raw(words: str) -> bytes:
    return base64.urlsafe_b64decode(words + "=" * (-len(words) % 4))


class Browser:
    """Holds the private half of a subscription."""

    def __init__(self, endpoint: str) -> None:
        self.endpoint = endpoint
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._secret = os.urandom(16)
        point = self._key.public_key().public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
        self.subscription = {
            "endpoint": endpoint,
            "p256dh": text(point),
            "auth": text(self._secret),
        }

    def read_text(self, body: bytes) -> str:
        plain = http_ece.decrypt(
            body, private_key=self._key, auth_secret=self._secret, version="aes128gcm"
        )
        return plain.decode()

    def read(self, body: bytes) -> dict:
        return json.loads(self.read_text(body))


@dataclass
class PushService:
    """``answers``: the status for the next messages, 201 when there is none.

    ``took``: path, headers and body of what was fit to be taken, whatever the answer; ``refused``:
    why the rest was not, in the strictest provider's words.
    """

    origin: str
    public_key: str
    answers: list[int] = field(default_factory=list)
    took: list[tuple[str, dict, bytes]] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    connections: int = 0

    def endpoint(self, name: str) -> str:
        return f"{self.origin}/push/{name}"

    def answer(self, path: str, headers: dict, body: bytes) -> int:
        """The status for one message; what the strictest provider refuses is refused."""
        why = refusal(headers, body, origin=self.origin, public_key=self.public_key)
        if why is not None:
            self.refused.append(why[1])
            return why[0]
        self.took.append((path, headers, body))
        return self.answers.pop(0) if self.answers else 201


def refusal(headers, body: bytes, *, origin: str, public_key: str) -> tuple[int, str] | None:
    """Status and reason of the strictest of Apple, Mozilla, Google and Microsoft; None: fit."""
    given = {name.lower(): value for name, value in headers.items()}
    if not _fits_ttl(given.get("ttl", "")):
        return 400, "BadTtl"
    if "topic" in given and not is_topic(given["topic"]):
        return 400, "BadWebPushTopic"
    if given.get("urgency", "normal") not in {"very-low", "low", "normal", "high"}:
        return 400, "BadUrgency"
    if given.get("content-encoding") != "aes128gcm":
        return 400, "BadEncoding"
    if len(body) > MOST_BYTES:
        return 413, "PayloadTooLarge"
    if len(body) < 103 or body[20] != 65:  # salt, record size, key, tag (RFC 8188, RFC 8291)
        return 400, "BadPayload"
    if "authorization" not in given:
        return 401, "MissingProviderToken"
    try:
        check_token(given["authorization"], origin=origin, public_key=public_key)
    except (BadToken, InvalidSignature, KeyError, ValueError, TypeError):
        return 403, "BadJwtToken"
    return None


def is_topic(topic: str) -> bool:
    """RFC 8030: at most 32 letters of base64url. Apple decodes it, with nothing left over."""
    if not re.fullmatch(r"[A-Za-z0-9_-]{1,32}", topic) or len(topic) % 4 == 1:
        return False
    return text(raw(topic)) == topic


def _fits_ttl(ttl: str) -> bool:
    return re.fullmatch(r"[0-9]{1,9}", ttl) is not None and int(ttl) <= LONGEST_TTL


class BadToken(ValueError):
    """The VAPID token says something that a provider does not take."""


def check_token(header: str, *, origin: str, public_key: str) -> None:
    """Raises unless ``header`` is a VAPID token for ``origin``, signed by the house's key, that
    ends within a day and names somebody who can be written to."""
    scheme, _, rest = header.partition(" ")
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    if scheme != "vapid" or parts["k"] != public_key:
        raise BadToken("no key of this house")
    signed, _, signature = parts["t"].rpartition(".")
    half = raw(signature)
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(parts["k"]))
    numbers = (int.from_bytes(half[:32], "big"), int.from_bytes(half[32:], "big"))
    key.verify(encode_dss_signature(*numbers), signed.encode(), ec.ECDSA(hashes.SHA256()))
    head, claims = (json.loads(raw(part)) for part in signed.split("."))
    now = time.time()
    made = claims.get("iat", now)
    if len(half) != 64 or head["alg"] != "ES256" or claims["aud"] != origin:
        raise BadToken("for another host, or signed in another way")
    if not now < claims["exp"] <= now + A_DAY or not now - A_DAY <= made <= now + 300:
        raise BadToken("older than a day, or good for longer")
    if not is_contact(claims["sub"]):
        raise BadToken("nobody can be written to")


def is_contact(subject: str) -> bool:
    """mailto: or https: at a host that the whole net can have."""
    found = re.fullmatch(r"mailto:[^\s@<>]+@([^\s@<>]+)|https://([^\s/:<>]+)(?:/\S*)?", subject)
    host = (found[1] or found[2]).lower().rstrip(".") if found else ""
    last = host.rpartition(".")[2]
    return "." in host and last.isalpha() and last not in {"local", "localhost", "invalid"}


@contextmanager
def push_service(public_key: str) -> Iterator[PushService]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            service.connections += 1

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            self.send_response(service.answer(self.path, dict(self.headers), body))
            self.send_header("Content-Length", "0")
            self.send_header("Retry-After", "30")
            self.end_headers()

        def log_message(self, *args) -> None:
            """Tests say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    service = PushService(f"http://127.0.0.1:{server.server_port}", public_key)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield service
    server.shutdown()
    server.server_close()
