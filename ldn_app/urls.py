"""Every address of the site, room by room."""

from django.urls import include, path

from . import health

urlpatterns = [
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("accounts/", include("allauth.urls")),
    path("", include("diary.doses.urls")),
    path("visit/", include("diary.summaries.visit.urls")),
    path("visits/", include("diary.visits.urls")),
]
