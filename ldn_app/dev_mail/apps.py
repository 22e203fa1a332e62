from django.apps import AppConfig


class DevMailConfig(AppConfig):
    name = "ldn_app.dev_mail"
    label = "dev_mail"
