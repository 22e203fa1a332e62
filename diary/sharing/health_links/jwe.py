"""One encrypted file of a link: compact JWE, ``dir`` and A256GCM, squeezed (RFC 7516, RFC 1951).

The text is squeezed as it is made, so that ten years are never in memory at once. jwcrypto, which
wants the whole text, is the second reader in the tests; the cipher itself is cryptography's.
"""

import json
import secrets
import zlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES, NONCE_BYTES, TAG_BYTES = 32, 12, 16
RAW_DEFLATE = -zlib.MAX_WBITS  # Without zlib's head and sum, as the header "DEF" means it.


def sealed(
    pieces: Iterable[str], *, file_key: str, content_type: str, at_most: int | None = None
) -> str | None:
    """``pieces`` as one JWE under ``file_key`` (32 bytes in base64url).

    Every call takes a nonce of its own. None as soon as it would be longer than ``at_most``.
    """
    head = {"alg": "dir", "enc": "A256GCM", "cty": content_type, "zip": "DEF"}
    protected = _base64url(json.dumps(head, separators=(",", ":")).encode())
    squeezed = _squeezed(pieces, at_most=at_most)
    if squeezed is None:
        return None
    nonce = secrets.token_bytes(NONCE_BYTES)
    closed = AESGCM(_key(file_key)).encrypt(nonce, squeezed, protected.encode())
    text, tag = closed[:-TAG_BYTES], closed[-TAG_BYTES:]
    parts = (protected, "", _base64url(nonce), _base64url(text), _base64url(tag))
    whole = ".".join(parts)
    return whole if at_most is None or len(whole) <= at_most else None


def _squeezed(pieces: Iterable[str], *, at_most: int | None) -> bytes | None:
    press = zlib.compressobj(wbits=RAW_DEFLATE)
    found = bytearray()
    for piece in pieces:
        found += press.compress(piece.encode())
        if at_most is not None and len(found) > at_most:
            return None
    found += press.flush()
    return bytes(found)


def _key(file_key: str) -> bytes:
    key = urlsafe_b64decode(file_key + "=")
    if len(key) != KEY_BYTES:
        raise ValueError("a file's key has 32 bytes")
    return key


def _base64url(content: bytes) -> str:
    return urlsafe_b64encode(content).decode().rstrip("=")
