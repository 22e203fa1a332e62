from django.urls import path

from ..change import views as change
from . import views

app_name = "visit"
urlpatterns = [
    path("", views.page, name="page"),
    path("changes/", change.page, name="changes"),
    path("summary.pdf", views.summary_pdf, name="pdf"),
]
