from django.apps import AppConfig


class AccountDeletionConfig(AppConfig):
    name = "diary.account_deletion"
    label = "account_deletion"
