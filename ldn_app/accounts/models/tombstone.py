import uuid

from django.db import models


class Tombstone(models.Model):
    """That an account was erased on a day. It cannot be traced to anybody."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    erased_on = models.DateField()

    def __str__(self) -> str:
        return f"tombstone {self.pk}"
