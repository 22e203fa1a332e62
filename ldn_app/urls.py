"""Every address of the site, room by room."""

from django.apps import apps
from django.urls import include, path

from . import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("", include("diary.doses.urls")),
]

if apps.is_installed("ldn_app.dev_mail"):
    urlpatterns.append(path("dev/mail/", include("ldn_app.dev_mail.urls")))
