from django.apps import AppConfig


class ImportingConfig(AppConfig):
    name = "diary.importing"
    label = "exchange"  # as its tables are called
