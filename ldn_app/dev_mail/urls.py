from django.urls import path

from . import views

app_name = "dev_mail"

urlpatterns = [
    path("", views.letter_list, name="letter_list"),
    path("<slug:name>/", views.letter_detail, name="letter_detail"),
]
