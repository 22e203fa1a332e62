from typing import Any

from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.utils.http import base36_to_int


class SignInSession(AbstractBaseSession):
    """What a browser's cookie stands for, and whose it is.

    ``user_id``: who is signed in there, or who is being signed in (a code was sent); None for
    everybody else. With it all sessions of a person can be ended without reading the others'.
    """

    user_id = models.BigIntegerField(null=True, blank=True, db_index=True)

    class Meta(AbstractBaseSession.Meta):
        abstract = False

    def __str__(self) -> str:
        return "sign-in session"

    @classmethod
    def get_session_store_class(cls) -> type:
        from ldn_app.accounts.sessions import SessionStore

        return SessionStore


def person_in(data: dict[str, Any]) -> int | None:
    """The id of the user whom session ``data`` speaks of, or None."""
    plain = (
        data.get("_auth_user_id"),
        _of(data, "account_email_verification_code", "user_id"),
        _of(data, "account_password_reset_verification", "user_id"),
        data.get("account_authentication_methods_user"),
    )
    found = next((value for value in plain if value), None)
    if found is not None:
        return int(found)
    in_base_36 = _of(data, "account_login", "user_pk")
    return base36_to_int(in_base_36) if in_base_36 else None


def _of(data: dict[str, Any], part: str, key: str) -> Any:
    value = data.get(part)
    return value.get(key) if isinstance(value, dict) else None
