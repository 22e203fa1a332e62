from django.urls import path

from ldn_app.background_jobs.urls import job_urls

from . import views
from .archive_pages import ArchivePages
from .incoming import views as incoming
from .incoming.reading_pages import ReadingPages
from .incoming.table import views as table

app_name = "exchange"

urlpatterns = [
    path("settings/download/", views.download, name="download"),
    path("settings/download/record.json", views.download_json, name="download_json"),
    path("settings/download/record.zip", views.download_zip, name="download_zip"),
    path("settings/download/record.fhir.json", views.download_fhir, name="download_fhir"),
    *job_urls(ArchivePages(), "settings/download/archive/"),
    path("settings/bring/", incoming.bring, name="bring"),
    path("settings/bring/own/", incoming.bring_own, name="bring_own"),
    path("settings/bring/columns/", table.bring_columns, name="bring_columns"),
    path("settings/bring/rows/", table.bring_rows, name="bring_rows"),
    path("settings/bring/rows/mend.csv", table.mend, name="bring_mend"),
    *job_urls(ReadingPages(), "settings/bring/reading/"),
    path("settings/bring/stop/", incoming.stop, name="bring_stop"),
]
