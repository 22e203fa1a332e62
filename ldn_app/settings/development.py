"""Settings for one's own machine: embedded defaults, plain http, mail kept in files."""

from ldn_app.vapid import kept_private_key, public_key_of

from .base import *
from .base import (
    INSTALLED_APPS,
    REMINDER_TRANSPORTS,
    VAPID_PRIVATE_KEY,
    WEB_PUSH_TRANSPORT,
    database,
)
from .environment import DATA_DIR, env

DEBUG = env.bool("DEBUG", default=False)
SECRET_KEY = env.str("SECRET_KEY", default="development-only-" + "x" * 50)
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["*"])
DATABASES = {
    "default": database(env.str("DATABASE_URL", default=f"sqlite:///{DATA_DIR / 'ldn.sqlite3'}"))
}
INSTALLED_APPS = [*INSTALLED_APPS, "diary.demo", "ldn_app.dev_mail"]
DEMO_PEOPLE_ALLOWED = True

SECURE_SSL_REDIRECT = False
SECURE_HSTS_SECONDS = 0
SESSION_COOKIE_SECURE = False
SESSION_COOKIE_NAME = "session"  # browsers take a __Host- cookie over https only
CSRF_COOKIE_SECURE = False
CSRF_COOKIE_NAME = "csrf"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True

DEV_MAIL_DIR = DATA_DIR / "mail"
if "EMAIL_HOST" not in env.ENVIRON:
    EMAIL_BACKEND = "ldn_app.dev_mail.backend.EmailFileBackend"

VAPID_PRIVATE_KEY = VAPID_PRIVATE_KEY or kept_private_key(DATA_DIR)
VAPID_PUBLIC_KEY = public_key_of(VAPID_PRIVATE_KEY)
# Apple answers 403 to an address at localhost, the sender's default on one's own machine.
VAPID_SUBJECT = env.str("VAPID_SUBJECT", default="mailto:note@example.org")
REMINDER_TRANSPORTS = {**REMINDER_TRANSPORTS, "web_push": WEB_PUSH_TRANSPORT}
