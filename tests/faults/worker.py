"""One worker of the engine as a process: delivers until nothing waits, then ends."""

import django


def main() -> None:
    """The models exist only after ``setup``."""
    django.setup()
    from django.utils import timezone

    from diary.reminders.services.delivery import deliver_waiting
    from diary.reminders.transports import installed_transports

    deliver_waiting(clock=timezone.now, transports=installed_transports())


if __name__ == "__main__":
    main()
