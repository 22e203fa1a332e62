from django.urls import path

from . import views

app_name = "visits"
urlpatterns = [
    path("", views.visits, name="visits"),
    path("new/", views.plan, name="plan"),
    path("<int:visit_id>/", views.one, name="one"),
    path("<int:visit_id>/questions/", views.questions, name="questions"),
    path("<int:visit_id>/note/", views.note, name="note"),
    path("<int:visit_id>/state/", views.settle, name="settle"),
    path("<int:visit_id>/remove/", views.remove, name="remove"),
]
