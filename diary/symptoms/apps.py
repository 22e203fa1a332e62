from django.apps import AppConfig


class SymptomsConfig(AppConfig):
    name = "diary.symptoms"
    label = "symptoms"
