import uuid
from datetime import datetime
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from ldn_app.access.models import Look, ShareGrant
from ldn_app.access.privacy_classes import IDENTIFYING, TECHNICAL
from ldn_app.access.records import PatientOwned

from .paper_batch import KEPT_FOR, PaperBatch


class PaperJob(PatientOwned):
    """What takes too long for a page: asked for, rendered by a worker, deleted after an hour.

    ``kind`` names its renderer (see ``renderers``), ``asked`` is that renderer's input.
    ``grant`` None: the patient's own. Otherwise it is rendered through that grant, for an account
    (``reader``) or for a visitor (``look``); with a ``batch`` it is ``number`` of several.
    ``step`` of ``steps`` is how far the worker has come, ``tries`` how often one began.
    ``once_key``: the same for two taps of the same button.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("順番を待っています")
        WORKING = "working", _("作っています")
        DONE = "done", _("できました")
        FAILED = "failed", _("作れませんでした")

    share_category = None
    privacy: ClassVar = {
        "public_id": TECHNICAL,
        "kind": TECHNICAL,
        "asked": TECHNICAL,
        "grant": TECHNICAL,
        "reader": IDENTIFYING,
        "look": TECHNICAL,
        "batch": TECHNICAL,
        "number": TECHNICAL,
        "once_key": TECHNICAL,
        "state": TECHNICAL,
        "step": TECHNICAL,
        "steps": TECHNICAL,
        "tries": TECHNICAL,
        "asked_at": TECHNICAL,
        "started_at": TECHNICAL,
        "finished_at": TECHNICAL,
    }

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    asked = models.JSONField(default=dict)
    grant = models.ForeignKey(ShareGrant, models.CASCADE, null=True, related_name="+")
    reader = models.ForeignKey("accounts.User", models.CASCADE, null=True, related_name="+")
    look = models.ForeignKey(Look, models.CASCADE, null=True, related_name="+")
    batch = models.ForeignKey(PaperBatch, models.CASCADE, null=True, related_name="jobs")
    number = models.PositiveSmallIntegerField(default=1)
    once_key = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=State, default=State.WAITING)
    step = models.PositiveSmallIntegerField(default=0)
    steps = models.PositiveSmallIntegerField()
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["once_key"],
                condition=models.Q(state__in=["waiting", "working"]),
                name="paper_job_one_at_work_for_the_same_question",
            ),
            models.CheckConstraint(
                condition=models.Q(grant=None, reader=None, look=None, batch=None)
                | models.Q(grant__isnull=False, reader__isnull=False, look=None)
                | models.Q(grant__isnull=False, reader=None, look__isnull=False, batch=None),
                name="paper_job_is_the_patients_or_one_readers",
            ),
        ]
        indexes = [models.Index(fields=["asked_at"], name="paper_job_by_age")]

    def __str__(self) -> str:
        return f"paper job {self.pk}"

    @property
    def is_at_work(self) -> bool:
        return self.state in {self.State.WAITING, self.State.WORKING}

    def is_over(self, now: datetime) -> bool:
        """Whether its hour is over: nothing may be read any more."""
        return now >= self.asked_at + KEPT_FOR
