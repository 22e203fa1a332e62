from django.apps import AppConfig


class VisitsConfig(AppConfig):
    name = "diary.visits"
    label = "visits"
