"""One worker of the engine as a process: delivers until nothing waits, then ends."""

import django


def main() -> None:
    """The models exist only after ``setup``."""
    django.setup()
    from diary.reminders.tasks import deliver_waiting

    deliver_waiting()


if __name__ == "__main__":
    main()
