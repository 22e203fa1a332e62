"""A worker as a process that makes papers until none waits, then ends."""

import django


def main() -> None:
    """The models exist only after ``setup``."""
    django.setup()
    from django.utils import timezone

    from ldn_app.background_jobs.services.rendering import render_job
    from tests.factories.paper_jobs import jobs

    for job_id in jobs().filter(state="waiting").order_by("number").values_list("pk", flat=True):
        render_job(job_id, clock=timezone.now)


if __name__ == "__main__":
    main()
