from importlib import import_module

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "ldn_app.accounts"
    label = "accounts"

    def ready(self) -> None:
        import_module(".checks", __package__)

        from allauth.mfa.signals import authenticator_added

        from .proofs import remember_new_proof

        authenticator_added.connect(remember_new_proof, dispatch_uid="remember_new_proof")
