from django.db import models


class Heartbeat(models.Model):
    """When a part of the engine was last alive; says nothing about anybody."""

    TICK = "tick"
    WORKER = "worker"

    name = models.CharField(max_length=20, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return self.name
