from django.urls import path

from . import archive_views, views
from .incoming import reading_views as reading
from .incoming import views as incoming
from .incoming.table import views as table
from .techo.views import techo

app_name = "exchange"

urlpatterns = [
    path("settings/download/", views.download, name="download"),
    path("settings/download/record.json", views.download_json, name="download_json"),
    path("settings/download/record.zip", views.download_zip, name="download_zip"),
    path("settings/download/record.fhir.json", views.download_fhir, name="download_fhir"),
    path("settings/download/archive/", archive_views.ask, name="ask_archive"),
    path("settings/download/archive/<uuid:archive_id>/", archive_views.watch, name="archive"),
    path(
        "settings/download/archive/<uuid:archive_id>/state/",
        archive_views.state,
        name="archive_state",
    ),
    path(
        "settings/download/archive/<uuid:archive_id>/record.zip",
        archive_views.fetch,
        name="archive_file",
    ),
    path("settings/download/techo/", techo, name="techo"),
    path("settings/bring/", incoming.bring, name="bring"),
    path("settings/bring/own/", incoming.bring_own, name="bring_own"),
    path("settings/bring/columns/", table.bring_columns, name="bring_columns"),
    path("settings/bring/rows/", table.bring_rows, name="bring_rows"),
    path("settings/bring/rows/mend.csv", table.mend, name="bring_mend"),
    path("settings/bring/reading/<uuid:reading_id>/", reading.watch, name="bring_reading"),
    path(
        "settings/bring/reading/<uuid:reading_id>/state/",
        reading.state,
        name="bring_reading_state",
    ),
    path("settings/bring/stop/", incoming.stop, name="bring_stop"),
]
