from django.apps import AppConfig


class ExportConfig(AppConfig):
    name = "diary.export"
    label = "export"
