from django.apps import AppConfig


class SafetyConfig(AppConfig):
    name = "diary.safety"
    label = "safety"

    def ready(self) -> None:
        from .opioid_notice import offer_notices

        offer_notices()
