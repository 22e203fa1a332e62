from django.urls import path

from . import views

app_name = "shl"

urlpatterns = [
    path("<str:link_secret>/", views.manifest, name="manifest"),
    path("file/<str:file_key>/record", views.record, name="record"),
    path("file/<str:file_key>/summary", views.summary, name="summary"),
]
