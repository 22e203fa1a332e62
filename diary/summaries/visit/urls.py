from django.urls import path

from . import views

app_name = "visit"
urlpatterns = [
    path("", views.page, name="page"),
    path("summary.pdf", views.summary_pdf, name="pdf"),
]
