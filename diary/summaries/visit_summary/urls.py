from django.urls import path

from ldn_app.background_jobs.urls import job_urls

from ..change import views as change
from . import views
from .job_pages import PatientSheetPages

app_name = "summary"
urlpatterns = [
    path("", views.page, name="page"),
    path("changes/", change.page, name="changes"),
    path("summary.pdf", views.summary_pdf, name="pdf"),
    path("choose/", views.choose, name="choose"),
    *job_urls(PatientSheetPages(), "pdf/"),
]
