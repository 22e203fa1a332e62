from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "diary.safety"
    label = "safety"
