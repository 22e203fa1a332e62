from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "diary.comments"
    label = "comments"

    def ready(self) -> None:
        from .notice import offer_notice

        offer_notice()
