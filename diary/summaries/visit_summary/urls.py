from django.urls import path

from ..change import views as change
from . import job_views, views

app_name = "visit"
urlpatterns = [
    path("", views.page, name="page"),
    path("changes/", change.page, name="changes"),
    path("summary.pdf", views.summary_pdf, name="pdf"),
    path("choose/", views.choose, name="choose"),
    path("pdf/", job_views.ask, name="ask"),
    path("pdf/<uuid:job_id>/", job_views.watch, name="job"),
    path("pdf/<uuid:job_id>/state/", job_views.state, name="job_state"),
    path("pdf/<uuid:job_id>/summary.pdf", job_views.fetch, name="job_file"),
]
