from typing import ClassVar

from django.db import models

from ldn_app.access.privacy_classes import CLINICAL, TECHNICAL
from ldn_app.access.records import PatientOwned, PatientRecordManager, PatientRecordQuerySet


class DailyAnswerQuerySet(PatientRecordQuerySet):
    def on(self, day):
        """Answers that belong to dose day ``day``."""
        return self.filter(day=day)

    def during(self, first_day, last_day):
        """Answers for the dose days from ``first_day`` to ``last_day``, both inclusive."""
        return self.filter(day__range=(first_day, last_day))


class DailyAnswer(PatientOwned):
    """An answer that belongs to a dose day.

    ``filled_later``: first given after that dose day was over (後日). ``copied``: filled by
    「昨日と同じ」 and not touched since. ``changed_at``: when it was last changed after its dose
    day was over.
    """

    share_day_field = "day"
    privacy: ClassVar = {
        "day": CLINICAL,
        "recorded_at": TECHNICAL,
        "time_zone": TECHNICAL,
        "filled_later": TECHNICAL,
        "copied": TECHNICAL,
        "changed_at": TECHNICAL,
    }

    day = models.DateField()
    recorded_at = models.DateTimeField()
    time_zone = models.CharField(max_length=64)
    filled_later = models.BooleanField()
    copied = models.BooleanField(default=False)
    changed_at = models.DateTimeField(null=True, blank=True)

    objects = PatientRecordManager.from_queryset(DailyAnswerQuerySet)()

    class Meta:
        abstract = True
