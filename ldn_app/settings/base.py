"""Settings that are safe for production as they stand; the other modules only loosen or insist."""

from datetime import timedelta
from email.utils import parseaddr

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

from .environment import BASE_DIR, DATA_DIR, database, env, own_address
from .push import *
from .push import VAPID_PRIVATE_KEY, WEB_PUSH_TRANSPORT
from .queue import *
from .sign_in import *

SECRET_KEY = env.str("SECRET_KEY", default="")
# Keys of yesterday: what they signed or encrypted stays readable while a key is being changed.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
DEBUG = False
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=[])
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[])

PRODUCT_NAME = "LDNノート"
# Tab titles, mail subjects and senders must not tell an onlooker which medicine this is about.
NEUTRAL_NAME = "記録ノート"

INSTALLED_APPS = [
    "ldn_app.ui",
    "ldn_app.accounts",
    "ldn_app.access",
    "education",
    "diary.offline",
    "ldn_app.background_jobs",
    "diary.doses",
    "diary.medications",
    "diary.symptoms",
    "diary.visits",
    "diary.labs",
    "diary.questionnaires",
    "diary.supply",
    "diary.summaries",
    "diary.reminders",
    "diary.comments",
    "diary.sharing",
    "diary.export",
    "diary.importing",
    "diary.account_deletion",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "django_htmx",
    "csp",
    # No discovery: the staff's pages show what ldn_app.accounts.admin names, nothing else.
    "django.contrib.admin.apps.SimpleAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "csp.middleware.CSPMiddleware",
    "ldn_app.ui.addresses.refuse_control_characters",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "ldn_app.accounts.no_store.NoStoreMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "ldn_app.accounts.session_limits.SessionLimitsMiddleware",
    "ldn_app.accounts.factor_gate.FactorGateMiddleware",
    "ldn_app.access.middleware.ViewerMiddleware",
    "diary.account_deletion.middleware.SealedRecordMiddleware",
    "diary.offline.middleware.LeaveNoTraceMiddleware",
    "diary.offline.middleware.FillAgainMiddleware",
]

ROOT_URLCONF = "ldn_app.urls"
WSGI_APPLICATION = "ldn_app.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            # {% csrf_token %} says in every form for whom it was printed.
            "builtins": ["ldn_app.access.templatetags.forms"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "ldn_app.ui.context_processors.look",
                "ldn_app.access.context_processors.unsent",
                "diary.offline.context_processors.phone",
                "diary.home.context_processors.home",
            ],
        },
    }
]

FORM_RENDERER = "ldn_app.ui.form_renderer.FormRenderer"

DATABASES = {"default": database(env.str("DATABASE_URL", default="sqlite:///"))}

# The rate limits must hold across processes and must not fail with the broker.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache_entries",
        # A full table forgets counters at random, and with them the limits.
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["ldn_app.accounts.backends.AccountBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
# What pages of ldn_app show of the diary and link to in it (ldn_app.accounts.home).
HOME = "diary.home.table.HOME"
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/tonight/"
LOGOUT_REDIRECT_URL = "/"

SESSION_ENGINE = "ldn_app.accounts.sessions"
SESSION_COOKIE_NAME = "__Host-session"
SESSION_COOKIE_AGE = int(timedelta(days=90).total_seconds())
SESSION_COOKIE_SECURE = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_NAME = "__Host-csrf"
CSRF_COOKIE_SECURE = True
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "ldn_app.ui.errors.csrf_failure"

MFA_TOTP_ISSUER = NEUTRAL_NAME

LANGUAGE_CODE = "ja"
LANGUAGES = [("ja", _("日本語"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Asia/Tokyo"
USE_I18N = True
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = env.path("STATIC_ROOT", default=str(BASE_DIR / "staticfiles"))()
STATICFILES_DIRS = [BASE_DIR / "static"]
STATICFILES_FINDERS = [
    "ldn_app.ui.scripts.ScriptFinder",
    "ldn_app.ui.stylesheet.StylesheetFinder",
    "django.contrib.staticfiles.finders.FileSystemFinder",
    "django.contrib.staticfiles.finders.AppDirectoriesFinder",
    "ldn_app.ui.stylesheet.StylesheetFinder",
]
# The fonts are for the PDF and not for browsers: squeezing them took 25 s of a first start.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# The PDF's fonts lie among the static files; no browser loads them and squeezing takes a minute.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf")

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "base-uri": [NONE],
        "connect-src": [SELF],
        "font-src": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
        "manifest-src": [SELF],
        "script-src": [SELF],
        "style-src": [SELF],
        "worker-src": [SELF],
    }
}
# The web server closes the door on anything larger; the page for files says the same in words.
MOST_BYTES_OF_A_REQUEST = 20 * 1024 * 1024
# Files come in through one page, at most 10 MB, and are kept in memory while they are read.
FILE_UPLOAD_HANDLERS = ["diary.importing.receiving.InMemoryWithinLimit"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_SSL_REDIRECT = True
SECURE_HSTS_SECONDS = int(timedelta(days=365).total_seconds())
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True
# Answers to probes inside the container network come over plain http.
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
if env.bool("BEHIND_TLS_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
X_FRAME_OPTIONS = "DENY"

# The address that links in mails and notifications begin with.
SITE_URL = env.str("SITE_URL", default=own_address()).rstrip("/")
# Where bounces go (bounce@example.org becomes bounce+<channel>-<mark>@example.org); empty: to the
# sender of the mail.
BOUNCE_ADDRESS = env.str("BOUNCE_ADDRESS", default="")
# Prometheus brings it as a bearer token to /metrics; empty: there is no such page.
METRICS_TOKEN = env.str("METRICS_TOKEN", default="")
# /readyz fails when no tick was seen for 90 seconds. Off where no beat runs: on a single web
# process, in the tests.
BEAT_EXPECTED = env.bool("BEAT_EXPECTED", default=True)
# Which transport serves which sort of channel (diary.reminders.models.Channel.Kind).
REMINDER_TRANSPORTS = {"email": "diary.reminders.transports.email.transport"}
if VAPID_PRIVATE_KEY:
    REMINDER_TRANSPORTS["web_push"] = WEB_PUSH_TRANSPORT

DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default=f"{NEUTRAL_NAME} <note@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Whom a push service writes to when something is wrong with our messages.
VAPID_SUBJECT = env.str("VAPID_SUBJECT", default=f"mailto:{parseaddr(DEFAULT_FROM_EMAIL)[1]}")
EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
EMAIL_HOST = env.str("EMAIL_HOST", default="localhost")
EMAIL_PORT = env.int("EMAIL_PORT", default=25)
EMAIL_HOST_USER = env.str("EMAIL_HOST_USER", default="")
EMAIL_HOST_PASSWORD = env.str("EMAIL_HOST_PASSWORD", default="")
EMAIL_USE_TLS = env.bool("EMAIL_USE_TLS", default=False)
EMAIL_USE_SSL = env.bool("EMAIL_USE_SSL", default=False)
# To connect, for each address of the host; what comes afterwards has a time for all of it.
EMAIL_TIMEOUT = 5
EMAIL_SECONDS_TO_OPEN = 10
EMAIL_SECONDS_PER_MESSAGE = 20

# Invented people: only development and the tests switch this on.
DEMO_PEOPLE_ALLOWED = False

# Where the PDF's own font configuration and its cache lie.
PDF_WORK_DIR = DATA_DIR / "pdf"

# Which text of the consent a person agrees to today; a new text gets a new version.
HEALTH_DATA_CONSENT_VERSION = "2026-11-22"

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "filters": {"rights": {"()": "ldn_app.ui.log_filter.HideRights"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["rights"],
        }
    },
    # WeasyPrint and fontTools quote the text that they set: a patient's own words.
    "loggers": {name: {"level": "CRITICAL"} for name in ("weasyprint", "fontTools")},
    "root": {"handlers": ["console"], "level": "INFO"},
}
