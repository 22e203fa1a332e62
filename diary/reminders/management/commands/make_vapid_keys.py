from django.core.management.base import BaseCommand

from ldn_app.vapid import new_vapid_keys


class Command(BaseCommand):
    help = "Print a new pair of keys for Web Push, as lines for the environment."
    requires_system_checks = ()

    def handle(self, **options) -> None:
        private, public = new_vapid_keys()
        self.stdout.write(f"VAPID_PRIVATE_KEY={private}\nVAPID_PUBLIC_KEY={public}")
