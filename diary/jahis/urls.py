from django.urls import path

from . import views

app_name = "jahis"

urlpatterns = [path("settings/download/techo/", views.medicine_list, name="medicine_list")]
