from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "diary.summaries"
    label = "summaries"

    def ready(self) -> None:
        from .visit_summary.long_paper import offer_sheet

        offer_sheet()
