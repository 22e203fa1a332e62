"""What this site alone can read or sign: secrets of the second step, links that need no sign-in."""

import base64
from functools import lru_cache

from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.utils.crypto import salted_hmac

SALT = "ldn_app.accounts.cipher"


def encrypt(text: str) -> str:
    """``text`` as a token that only this site's SECRET_KEY opens."""
    return _keys().encrypt(text.encode()).decode()


def decrypt(token: str) -> str:
    """The text behind ``token``; raises InvalidToken when it was made with an unknown key."""
    return _keys().decrypt(token.encode()).decode()


def encrypt_bytes(content: bytes) -> str:
    """The same for a file."""
    return _keys().encrypt(content).decode()


def decrypt_bytes(token: str) -> bytes:
    """The file behind ``token``; raises InvalidToken like ``decrypt``."""
    return _keys().decrypt(token.encode())


def short_mark(purpose: str, number: int) -> str:
    """16 letters that only this site can put beside ``number`` for ``purpose``."""
    return salted_hmac(f"{SALT}.{purpose}", str(number), algorithm="sha256").hexdigest()[:16]


def _keys() -> MultiFernet:
    return _keys_from((settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS))


@lru_cache(maxsize=4)
def _keys_from(secrets: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(_key_from(secret)) for secret in secrets])


def _key_from(secret: str) -> bytes:
    digest = salted_hmac(SALT, "", secret=secret, algorithm="sha256").digest()
    return base64.urlsafe_b64encode(digest)
