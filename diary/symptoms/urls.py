from django.urls import path

from .views import check_in, choose

app_name = "symptoms"

urlpatterns = [
    path("check-in/", check_in.check_in_today, name="check_in_today"),
    path("check-in/<day:day>/", check_in.check_in_day, name="check_in_day"),
    path("symptoms/", choose.choose_symptoms, name="choose"),
    path("symptoms/<int:symptom_id>/", choose.change_symptom, name="change_symptom"),
]
