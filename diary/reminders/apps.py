from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "diary.reminders"
    label = "reminders"

    def ready(self) -> None:
        from .trouble import offer_notices

        offer_notices()
