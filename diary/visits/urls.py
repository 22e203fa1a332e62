from django.urls import path

from . import views

app_name = "visits"
urlpatterns = [
    path("", views.visits, name="visits"),
    path("<int:visit_id>/remove/", views.remove, name="remove"),
]
