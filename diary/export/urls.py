from django.urls import path

from ldn_app.background_jobs.urls import job_urls

from . import views

app_name = "export"

urlpatterns = [
    path("settings/download/", views.download, name="download"),
    path("settings/download/record.json", views.download_json, name="download_json"),
    path("settings/download/record.zip", views.download_zip, name="download_zip"),
    path("settings/download/record.fhir.json", views.download_fhir, name="download_fhir"),
    *job_urls(views.ArchivePages(), "settings/download/archive/"),
]
