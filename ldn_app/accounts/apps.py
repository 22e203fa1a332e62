from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ldn_app.accounts"
    label = "accounts"

    def ready(self) -> None:
        import_module(".checks", __package__)
