from django.urls import path

from . import unsent, views

app_name = "phone"

urlpatterns = [
    path("manifest.webmanifest", views.manifest, name="manifest"),
    path("unsent/", unsent.unsent, name="unsent"),
    path("sw.js", views.service_worker, name="service_worker"),
]
