from django.apps import AppConfig


class CommentsConfig(AppConfig):
    name = "diary.comments"
    label = "comments"
