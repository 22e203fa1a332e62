from django.urls import path

from . import views

app_name = "exchange"

urlpatterns = [
    path("settings/download/", views.download, name="download"),
    path("settings/download/record.json", views.download_json, name="download_json"),
    path("settings/download/record.zip", views.download_zip, name="download_zip"),
    path("settings/download/record.fhir.json", views.download_fhir, name="download_fhir"),
    path("settings/delete/", views.delete, name="delete"),
    path("settings/delete/done/", views.deleted, name="deleted"),
]
