from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "diary.exchange"
    label = "exchange"

    def ready(self) -> None:
        from .long_archive import offer_archive

        offer_archive()
