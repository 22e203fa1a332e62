from django.urls import path

from . import views

app_name = "labs"
urlpatterns = [
    path("", views.labs, name="labs"),
    path("new/", views.new_slip, name="new_slip"),
    path("<int:result_id>/", views.edit_result, name="edit_result"),
    path("<int:result_id>/remove/", views.remove, name="remove"),
]
