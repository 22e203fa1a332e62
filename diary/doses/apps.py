from django.apps import AppConfig


class DosesConfig(AppConfig):
    name = "diary.doses"
    label = "doses"
