from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "diary.summaries"
    label = "summaries"
