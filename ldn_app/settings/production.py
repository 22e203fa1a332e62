"""Production settings: base as it stands, and a refusal to start on a missing or weak value."""

from .base import *
from .base import ALLOWED_HOSTS, BOUNCE_ADDRESS, DATABASES, SECRET_KEY, VAPID_SUBJECT
from .environment import env
from .insist import insist_on_production_values

insist_on_production_values(
    secret_key=SECRET_KEY,
    allowed_hosts=ALLOWED_HOSTS,
    database_url=env.str("DATABASE_URL", default=""),
    redis_url=env.str("REDIS_URL", default=""),
    default_from_email=env.str("DEFAULT_FROM_EMAIL", default=""),
    vapid_subject=VAPID_SUBJECT,
    bounce_address=BOUNCE_ADDRESS,
)
SITE_URL = env.str("SITE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}").rstrip("/")
DATABASES["default"]["ATOMIC_REQUESTS"] = False
