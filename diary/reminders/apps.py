from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "diary.reminders"
    label = "reminders"
