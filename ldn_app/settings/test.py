"""Settings of the test run: production's rules over plain http."""

from ldn_app.vapid import kept_private_key, public_key_of

from .base import *
from .base import (
    DATABASES,
    INSTALLED_APPS,
    REMINDER_TRANSPORTS,
    VAPID_PRIVATE_KEY,
    WEB_PUSH_TRANSPORT,
)
from .environment import DATA_DIR

SECRET_KEY = "test-only-" + "y" * 60
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*INSTALLED_APPS, "diary.demo"]
DEMO_PEOPLE_ALLOWED = True
BEAT_EXPECTED = False
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"  # browsers take a __Host- cookie over https only
CSRF_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEV_MAIL_DIR = DATA_DIR / "mail"

# Threads of a test must not share one connection to a database in memory: it would lock forever.
if "sqlite" in DATABASES["default"]["ENGINE"]:
    DATABASES["default"]["TEST"] = {"NAME": str(DATA_DIR / "test.sqlite3")}

VAPID_PRIVATE_KEY = VAPID_PRIVATE_KEY or kept_private_key(DATA_DIR)
VAPID_PUBLIC_KEY = public_key_of(VAPID_PRIVATE_KEY)
VAPID_SUBJECT = "mailto:note@example.org"  # Apple refuses one at localhost; so do our tests.
REMINDER_TRANSPORTS = {**REMINDER_TRANSPORTS, "web_push": WEB_PUSH_TRANSPORT}
