"""What production refuses to start without; pure, so that every refusal has a test."""

import re
from collections.abc import Sequence
from email.utils import parseaddr
from urllib.parse import urlsplit

from django.core.exceptions import ImproperlyConfigured

MINIMUM_SECRET_LENGTH = 50
MINIMUM_SECRET_CHARACTERS = 10
UNREACHABLE = {
    "localhost", "localdomain", "local", "invalid", "test", "example", "internal", "intranet",
    "lan", "home", "corp", "private", "arpa", "onion", "alt",
}  # fmt: skip


def insist_on_production_values(
    *,
    secret_key: str,
    allowed_hosts: Sequence[str],
    database_url: str,
    redis_url: str,
    default_from_email: str,
    vapid_subject: str = "",
    bounce_address: str = "",
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
    insist_on_addresses(default_from_email, vapid_subject, bounce_address)


def insist_on_addresses(default_from_email: str, vapid_subject: str, bounce_address: str) -> None:
    """Carriers refuse mail from a host that nobody can reach, and Apple answers 403 to a push whose
    sender is at one."""
    if not is_reachable_address(parseaddr(default_from_email)[1]):
        raise ImproperlyConfigured(
            "DEFAULT_FROM_EMAIL is at a host that nobody can reach: use a domain of yours, such as"
            " note@example.org; not localhost, .local, .invalid, .test, .example or an IP address."
        )
    if bounce_address and not is_reachable_address(bounce_address):
        raise ImproperlyConfigured(
            "BOUNCE_ADDRESS is at a host that nobody can reach: use a domain of yours, or leave it"
            " away."
        )
    if vapid_subject and not is_reachable_contact(vapid_subject):
        raise ImproperlyConfigured(
            "VAPID_SUBJECT is nothing that a push service can write to: set mailto:note@example.org"
            " or https://… at a domain of yours, without blanks; Apple answers 403 otherwise."
        )


def is_reachable_address(address: str) -> bool:
    """Whether ``address`` is an e-mail address at a name that the whole net can have."""
    local, _, host = address.rpartition("@")
    return bool(local) and not re.search(r"[\s<>@]", local) and is_reachable_host(host)


def is_reachable_contact(subject: str) -> bool:
    """Whether ``subject`` is a mailto: or https: address at such a name (RFC 8292, 2.1)."""
    if subject.startswith("mailto:"):
        return is_reachable_address(subject.removeprefix("mailto:"))
    if not subject.startswith("https://") or re.search(r"\s", subject):
        return False
    try:
        return is_reachable_host(urlsplit(subject).hostname or "")
    except ValueError:
        return False


def is_reachable_host(host: str) -> bool:
    """Whether ``host`` is a name with a dot, and none that is kept for one's own machine or for
    examples (RFC 2606, 6761, 6762)."""
    labels = host.lower().rstrip(".").split(".")
    if len(labels) < 2 or not all(re.fullmatch(r"[a-z0-9]+(-+[a-z0-9]+)*", one) for one in labels):
        return False
    return labels[-1] not in UNREACHABLE and not labels[-1].isdecimal()


def is_weak_secret(secret: str) -> bool:
    """Whether ``secret`` is too short, too uniform or one of the examples in this repository."""
    return (
        len(secret) < MINIMUM_SECRET_LENGTH
        or len(set(secret)) < MINIMUM_SECRET_CHARACTERS
        or secret.startswith(("development-only", "test-only", "django-insecure", "change-me"))
    )
