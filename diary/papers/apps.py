from django.apps import AppConfig


class PapersConfig(AppConfig):
    name = "diary.papers"
    label = "papers"
