from django.urls import path

from . import views

app_name = "sharing"
urlpatterns = [
    path("", views.grants, name="grants"),
    path("<uuid:public_id>/", views.sheet, name="sheet"),
    path("<uuid:public_id>/summary.pdf", views.summary_pdf, name="pdf"),
]
