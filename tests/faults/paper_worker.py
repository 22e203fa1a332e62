"""A worker as a process that makes papers until none waits, then ends."""

import django


def main() -> None:
    """The models exist only after ``setup``."""
    django.setup()
    from django.utils import timezone

    from diary.papers.services.making import make_paper
    from tests.factories.paper_jobs import jobs

    for job_id in jobs().filter(state="waiting").order_by("number").values_list("pk", flat=True):
        make_paper(job_id, clock=timezone.now)


if __name__ == "__main__":
    main()
