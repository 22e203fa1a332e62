"""Development settings have the page; production and test settings do not."""

import os
import subprocess
import sys

import pytest

from ldn_app.supervise.preflight import ROOT

RESOLVE = """
import django; django.setup()
from django.urls import Resolver404, resolve
from django.conf import settings
try:
    print(resolve("/dev/mail/").view_name)
except Resolver404:
    print("no such page")
print(settings.EMAIL_BACKEND)
"""
PRODUCTION = {
    "SECRET_KEY": "a7Gq2-kP9xLw4_Zr8tVn3Yb6Hd1Jf5Mc0SeUuQiOoRyTpWvXz-2026",
    "ALLOWED_HOSTS": "note.example.org",
    "DATABASE_URL": "postgres://ldn@localhost/ldn",
    "REDIS_URL": "redis://localhost/0",
    "DEFAULT_FROM_EMAIL": "note@example.org",
}


def answers_under(settings: str) -> list[str]:
    environment = {"PATH": os.environ["PATH"], **PRODUCTION}
    environment["DJANGO_SETTINGS_MODULE"] = f"ldn_app.settings.{settings}"
    told = subprocess.run(
        [sys.executable, "-c", RESOLVE],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        check=True,
    )
    return told.stdout.split("\n")


def test_development_has_the_page_and_keeps_its_mail():
    page, backend, *_ = answers_under("development")

    assert page == "dev_mail:letter_list"
    assert backend == "ldn_app.dev_mail.backend.EmailFileBackend"


@pytest.mark.parametrize("settings", ["production", "test"])
def test_page_does_not_exist_elsewhere(settings):
    page, backend, *_ = answers_under(settings)

    assert page == "no such page"
    assert backend == "ldn_app.smtp.EmailBackend"
