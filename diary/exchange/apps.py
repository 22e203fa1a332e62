from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "diary.exchange"
    label = "exchange"
