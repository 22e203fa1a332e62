from django.apps import AppConfig


class MedicationsConfig(AppConfig):
    name = "diary.medications"
    label = "safety"  # as its tables are called
