from django.urls import path

from . import views

app_name = "month"

urlpatterns = [
    path("month/", views.month, name="month"),
    path("month/<day:day>/", views.month_with_day, name="month_with_day"),
    path("month/<day:day>/day/", views.day_of_month, name="day"),
]
