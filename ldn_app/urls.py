"""Every address of the site, room by room."""

from django.urls import include, path

from . import health
from .accounts.admin import staff_pages

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("", include("ldn_app.accounts.urls")),
    path("", include("diary.exchange.urls")),
    path("ops-admin/", staff_pages.urls),
    path("", include("diary.doses.urls")),
]
