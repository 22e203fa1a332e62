import uuid
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.privacy_classes import TECHNICAL
from ldn_app.access.records import PatientOwned

from ..domain.period import LONGEST_WORD

KEPT_FOR = timedelta(hours=1)


class PdfJob(PatientOwned):
    """A PDF that takes too long for a page: asked for, made by a worker, gone after an hour.

    ``step`` of STEPS is how far the worker has come. ``period``, ``first_day``, ``last_day`` and
    ``sections`` are what was asked for at that moment.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("順番を待っています")
        WORKING = "working", _("作っています")
        DONE = "done", _("できました")
        FAILED = "failed", _("作れませんでした")

    STEPS = 4

    share_category = None
    privacy: ClassVar = {
        "public_id": TECHNICAL,
        "period": TECHNICAL,
        "first_day": TECHNICAL,
        "last_day": TECHNICAL,
        "sections": TECHNICAL,
        "state": TECHNICAL,
        "step": TECHNICAL,
        "asked_at": TECHNICAL,
        "started_at": TECHNICAL,
        "finished_at": TECHNICAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    period = models.CharField(max_length=LONGEST_WORD)
    first_day = models.DateField()
    last_day = models.DateField()
    sections = models.JSONField(default=list)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["patient", "first_day", "last_day"],
                condition=models.Q(state__in=["waiting", "working"]),
                name="pdf_job_one_at_work_for_the_same_days",
            )
        ]
        indexes = [models.Index(fields=["asked_at"], name="pdf_job_by_age")]

    def __str__(self) -> str:
        return f"pdf job {self.pk}"

    @property
    def is_at_work(self) -> bool:
        return self.state in {self.State.WAITING, self.State.WORKING}

    def is_over(self, now: datetime) -> bool:
        """Whether its hour is over: nothing may be read any more."""
        return now >= self.asked_at + KEPT_FOR
