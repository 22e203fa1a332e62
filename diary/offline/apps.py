from django.apps import AppConfig


class OfflineConfig(AppConfig):
    name = "diary.offline"
    label = "phone"  # as its tables are called
