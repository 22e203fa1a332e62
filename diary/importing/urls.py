from django.urls import path

from ldn_app.background_jobs.urls import job_urls

from . import views
from .reading_pages import ReadingPages
from .table import views as table

app_name = "importing"

urlpatterns = [
    path("settings/bring/", views.choose_file, name="choose_file"),
    path("settings/bring/own/", views.own, name="own"),
    path("settings/bring/columns/", table.columns, name="columns"),
    path("settings/bring/rows/", table.rows, name="rows"),
    path("settings/bring/rows/mend.csv", table.mend, name="mend"),
    *job_urls(ReadingPages(), "settings/bring/reading/"),
    path("settings/bring/stop/", views.stop, name="stop"),
]
