from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "ldn_app.ui"
    label = "ui"

    def ready(self) -> None:
        from . import converters

        converters.register()
