from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "diary.demo"
    label = "demo"
