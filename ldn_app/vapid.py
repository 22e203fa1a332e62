"""The pair of keys that tells push services who is sending (RFC 8292); no Django."""

import base64
import os
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec


def new_vapid_keys() -> tuple[str, str]:
    """A new private and public key, as base64url without padding."""
    private = ec.generate_private_key(ec.SECP256R1())
    number = private.private_numbers().private_value.to_bytes(32, "big")
    return _text(number), public_key_of(_text(number))


def public_key_of(private: str) -> str:
    """The public key that belongs to ``private``, as browsers ask for it."""
    number = int.from_bytes(base64.urlsafe_b64decode(private + "=" * (-len(private) % 4)), "big")
    point = ec.derive_private_key(number, ec.SECP256R1()).public_key()
    return _text(
        point.public_bytes(
            serialization.Encoding.X962, serialization.PublicFormat.UncompressedPoint
        )
    )


def kept_private_key(folder: Path) -> str:
    """The key of one's own machine, made once; two processes that start at once agree."""
    path = folder / "vapid-private-key"
    if not path.exists():
        folder.mkdir(parents=True, exist_ok=True)
        scratch = path.with_suffix(f".{os.getpid()}")
        scratch.touch(mode=0o600)
        scratch.write_text(new_vapid_keys()[0])
        try:
            os.link(scratch, path)
        except FileExistsError:
            pass
        finally:
            scratch.unlink()
    return path.read_text()


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
