"""Settings of Web Push, for base.py."""

from .environment import env

# Web Push: "manage.py make_vapid_keys" prints a pair. Without it, nothing is pushed or offered.
VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY", default="")
VAPID_PUBLIC_KEY = env.str("VAPID_PUBLIC_KEY", default="")
WEB_PUSH_TRANSPORT = "diary.reminders.transports.web_push.WebPushTransport"
# A browser names the address to push to; we go to these hosts only (".x": everything below x).
PUSH_HOSTS = env.list(
    "PUSH_HOSTS",
    default=[
        "fcm.googleapis.com",
        "jmt17.google.com",
        ".push.services.mozilla.com",
        ".push.apple.com",
        ".notify.windows.com",
    ],
)
PUSH_EXTRA_ORIGINS: list[str] = []
