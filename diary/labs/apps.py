from django.apps import AppConfig


class LabsConfig(AppConfig):
    name = "diary.labs"
    label = "labs"
