from django.urls import path

from . import views

app_name = "questionnaires"
urlpatterns = [
    path("", views.scores, name="scores"),
    path("ps/", views.ps_today, name="ps"),
    path("ps/<day:day>/", views.ps_day, name="ps_day"),
    path("new/", views.choose_instrument, name="choose"),
    path("new/<slug:instrument>/", views.new_scores, name="new_scores"),
    path("<int:response_id>/", views.edit_score, name="edit_score"),
    path("<int:response_id>/remove/", views.remove, name="remove"),
]
