"""Production refuses to start on a missing or weak value, with a sentence that names it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.core.exceptions import ImproperlyConfigured

from ldn_app.settings.insist import insist_on_production_values

ROOT = Path(__file__).resolve().parents[3]
STRONG = "kE8v-3qRz_WmT6yPp2LhXc9NdBs4JfGa7UoYi0Qt1VxZ5rMw"
GOOD = {
    "secret_key": STRONG + STRONG,
    "allowed_hosts": ["note.example.jp"],
    "database_url": "postgres://note@db/note",
    "redis_url": "redis://queue:6379/0",
    "default_from_email": "note@example.jp",
}


def test_good_values_are_accepted():
    insist_on_production_values(**GOOD)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("secret_key", "", "SECRET_KEY is missing"),
        ("secret_key", "short", "SECRET_KEY is weak"),
        ("secret_key", "a" * 80, "SECRET_KEY is weak"),
        ("secret_key", "development-only-" + STRONG * 2, "SECRET_KEY is weak"),
        ("secret_key", "change-me-" + STRONG * 2, "SECRET_KEY is weak"),
        ("allowed_hosts", [], "ALLOWED_HOSTS is missing"),
        ("allowed_hosts", ["*"], "ALLOWED_HOSTS is missing"),
        ("database_url", "", "DATABASE_URL is missing"),
        ("database_url", "sqlite:///note.sqlite3", "DATABASE_URL is missing"),
        ("redis_url", "", "REDIS_URL is missing"),
        ("default_from_email", "", "DEFAULT_FROM_EMAIL is missing"),
    ],
)
def test_a_missing_or_weak_value_is_named(name, value, sentence):
    with pytest.raises(ImproperlyConfigured, match=sentence.replace("(", r"\(")):
        insist_on_production_values(**{**GOOD, name: value})


UNREACHABLE = [
    "localhost", "LOCALHOST.", "server.local", "note.invalid", "note.test", "note.example",
    "mail.internal", "note", "192.0.2.1", "[192.0.2.1]", "::1", "note..jp", "-note.jp",
    "server.localdomain", "1.0.168.192.in-addr.arpa",
]  # fmt: skip


@pytest.mark.parametrize("host", UNREACHABLE)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("default_from_email", "note@{}"),
        ("default_from_email", "記録ノート <note@{}>"),
        ("bounce_address", "bounce@{}"),
        ("vapid_subject", "mailto:note@{}"),
        ("vapid_subject", "https://{}/contact"),
    ],
)
def test_an_address_that_nobody_can_reach_is_refused(name, value, host):
    with pytest.raises(ImproperlyConfigured, match=name.upper()):
        insist_on_production_values(**{**GOOD, name: value.format(host)})


@pytest.mark.parametrize(
    "subject",
    ["note@note.jp", "mailto: note@note.jp", "mailto:<note@note.jp>", "http://note.jp", "mailto:"],
)
def test_a_subject_that_a_push_service_does_not_take_is_refused(subject):
    with pytest.raises(ImproperlyConfigured, match="VAPID_SUBJECT"):
        insist_on_production_values(**GOOD, vapid_subject=subject)


@pytest.mark.parametrize(
    "given",
    [
        {"default_from_email": "記録ノート <note@example.org>"},
        {
            "default_from_email": "note@xn--wgv71a119e.jp",
            "bounce_address": "bounce@note.example.org",
        },
        {"vapid_subject": "mailto:note@note.co.jp"},
        {"vapid_subject": "https://note.jp/contact"},
    ],
)
def test_addresses_at_a_domain_of_ones_own_are_accepted(given):
    insist_on_production_values(**{**GOOD, **given})


def start_with_production_settings(**environment):
    clean = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    return subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=ROOT,
        env={**clean, "DJANGO_SETTINGS_MODULE": "ldn_app.settings.production", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_does_not_start_without_a_secret():
    refused = start_with_production_settings()

    assert refused.returncode != 0
    assert "SECRET_KEY is missing" in refused.stderr


def test_production_does_not_start_with_a_sender_that_apple_refuses():
    refused = start_with_production_settings(
        SECRET_KEY=GOOD["secret_key"],
        ALLOWED_HOSTS="note.example.jp",
        DATABASE_URL="postgres://note@localhost/note",
        REDIS_URL="redis://localhost/0",
        DEFAULT_FROM_EMAIL="note@example.jp",
        VAPID_SUBJECT="mailto:note@server.local",
    )

    assert refused.returncode != 0
    assert "VAPID_SUBJECT is nothing that a push service can write to" in refused.stderr


def test_production_starts_with_good_values():
    started = start_with_production_settings(
        SECRET_KEY=GOOD["secret_key"],
        ALLOWED_HOSTS="note.example.jp",
        DATABASE_URL="postgres://note@localhost/note",
        REDIS_URL="redis://localhost/0",
        DEFAULT_FROM_EMAIL="note@example.jp",
    )

    assert started.returncode == 0, started.stderr
