"""Settings of the test run: production's rules over plain http."""

from .base import *
from .base import INSTALLED_APPS
from .environment import DATA_DIR

SECRET_KEY = "test-only-" + "y" * 60
ALLOWED_HOSTS = ["*"]
INSTALLED_APPS = [*INSTALLED_APPS, "diary.demo"]
DEMO_PEOPLE_ALLOWED = True
SECURE_SSL_REDIRECT = False
SESSION_COOKIE_SECURE = False
CSRF_COOKIE_SECURE = False
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
DEV_MAIL_DIR = DATA_DIR / "mail"
