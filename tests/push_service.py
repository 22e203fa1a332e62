"""A push service of the tests' own: takes real requests over HTTP, decrypts each message with the
browser's private key (RFC 8291) and checks who signed it (RFC 8292)."""

import base64
import json
import os
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import http_ece
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature


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
    """``answers``: the status for the next messages, 201 when there is none."""

    origin: str
    public_key: str
    answers: list[int] = field(default_factory=list)
    took: list[tuple[str, dict, bytes]] = field(default_factory=list)
    connections: int = 0

    def endpoint(self, name: str) -> str:
        return f"{self.origin}/push/{name}"

    def check_signature(self, header: str) -> dict:
        """The claims of a VAPID header; an error when it is not signed with the house's key."""
        scheme, _, rest = header.partition(" ")
        assert scheme == "vapid"
        parts = dict(part.strip().split("=", 1) for part in rest.split(","))
        assert parts["k"].rstrip("=") == self.public_key
        signed, _, signature = parts["t"].rpartition(".")
        half = raw(signature)
        key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), raw(parts["k"]))
        numbers = (int.from_bytes(half[:32], "big"), int.from_bytes(half[32:], "big"))
        key.verify(encode_dss_signature(*numbers), signed.encode(), ec.ECDSA(hashes.SHA256()))
        head, claims = (json.loads(raw(part)) for part in signed.split("."))
        assert head["alg"] == "ES256"
        assert claims["aud"] == self.origin
        assert time.time() < claims["exp"] <= time.time() + 86400
        assert claims["sub"].startswith(("mailto:", "https:"))
        return claims


@contextmanager
def push_service(public_key: str) -> Iterator[PushService]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def setup(self) -> None:
            super().setup()
            service.connections += 1

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            service.check_signature(self.headers["Authorization"])
            service.took.append((self.path, dict(self.headers), body))
            self.send_response(service.answers.pop(0) if service.answers else 201)
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
