from importlib import import_module

from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "diary.exchange"
    label = "exchange"

    def ready(self) -> None:
        from .incoming.in_worker import offer_readings
        from .long_archive import offer_archive

        offer_archive()
        offer_readings()
        import_module(".health_link.checks", __package__)
