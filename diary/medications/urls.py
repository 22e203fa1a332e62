from django.urls import path

from . import views

app_name = "safety"
urlpatterns = [
    path("", views.other_medicines, name="other_medicines"),
    path("opioids/", views.opioids, name="opioids"),
    path("new/", views.new_medicine, name="new_medicine"),
    path("<int:medicine_id>/", views.edit_medicine, name="edit_medicine"),
    path("<int:medicine_id>/remove/", views.remove, name="remove"),
]
