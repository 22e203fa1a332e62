from django.apps import AppConfig


class SupplyConfig(AppConfig):
    name = "diary.supply"
    label = "supply"
