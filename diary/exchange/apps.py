from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "diary.exchange"
    label = "exchange"

    def ready(self) -> None:
        import_module(".health_link.checks", __package__)
