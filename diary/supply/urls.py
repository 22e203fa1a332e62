from django.urls import path

from . import views

app_name = "supply"
urlpatterns = [
    path("", views.supplies, name="supplies"),
    path("new/", views.new_supply, name="new_supply"),
    path("<int:supply_id>/", views.edit_supply, name="edit_supply"),
    path("<int:supply_id>/remove/", views.remove, name="remove"),
]
