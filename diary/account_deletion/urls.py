from django.urls import path

from . import views

app_name = "account_deletion"

urlpatterns = [
    path("settings/delete/", views.delete, name="delete"),
    path("settings/delete/waiting/", views.waiting, name="waiting"),
    path("settings/delete/take-back/", views.take_back, name="take_back"),
    path("settings/delete/done/", views.deleted, name="deleted"),
]
