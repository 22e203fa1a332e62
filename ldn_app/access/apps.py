from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "ldn_app.access"
    label = "access"
