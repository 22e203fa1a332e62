from django.apps import AppConfig


class AccessConfig(AppConfig):
    name = "ldn_app.access"
    label = "access"

    def ready(self) -> None:
        from .new_looks import offer_notice

        offer_notice()
