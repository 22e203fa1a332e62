"""What production refuses to start without; pure, so that every refusal has a test."""

from collections.abc import Sequence

from django.core.exceptions import ImproperlyConfigured

MINIMUM_SECRET_LENGTH = 50
MINIMUM_SECRET_CHARACTERS = 10


def insist_on_production_values(
    *,
    secret_key: str,
    allowed_hosts: Sequence[str],
    database_url: str,
    redis_url: str,
    default_from_email: str,
) -> None:
    """Raise ImproperlyConfigured with a sentence that names the first value that is not fit."""
    if not secret_key:
        raise ImproperlyConfigured("SECRET_KEY is missing: set it to 50 or more random characters.")
    if is_weak_secret(secret_key):
        raise ImproperlyConfigured(
            "SECRET_KEY is weak: it needs 50 or more random characters, at least 10 different ones."
        )
    if not allowed_hosts or "*" in allowed_hosts:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is missing or '*': name the host names that people type, with commas."
        )
    if not database_url.startswith(("postgres://", "postgresql://")):
        raise ImproperlyConfigured("DATABASE_URL is missing or not PostgreSQL: set postgres://…")
    if not redis_url:
        raise ImproperlyConfigured("REDIS_URL is missing: set redis://… for the task queue.")
    if not default_from_email:
        raise ImproperlyConfigured(
            "DEFAULT_FROM_EMAIL is missing: set the address mail comes from."
        )


def is_weak_secret(secret: str) -> bool:
    """Whether ``secret`` is too short, too uniform or one of the examples in this repository."""
    return (
        len(secret) < MINIMUM_SECRET_LENGTH
        or len(set(secret)) < MINIMUM_SECRET_CHARACTERS
        or secret.startswith(("development-only", "test-only", "django-insecure", "change-me"))
    )
