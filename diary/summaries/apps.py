from django.apps import AppConfig


class SummariesConfig(AppConfig):
    name = "diary.summaries"
    label = "summaries"

    def ready(self) -> None:
        from .visit_summary.background_pdf import offer_sheet

        offer_sheet()
