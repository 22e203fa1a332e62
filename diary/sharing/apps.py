from importlib import import_module

from django.apps import AppConfig


class SharingConfig(AppConfig):
    name = "diary.sharing"
    label = "sharing"

    def ready(self) -> None:
        import_module(".health_links.checks", __package__)
