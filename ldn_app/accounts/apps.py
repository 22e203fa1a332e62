from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ldn_app.accounts"
    label = "accounts"
