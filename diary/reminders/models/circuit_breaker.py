from django.db import models


class CircuitBreaker(models.Model):
    """A provider's host that hung or was away lately; says nothing about anybody.

    ``failures`` in a row, without a word in between. Until ``open_until`` nobody tries it; the
    next message after that is the trial. No row: all is well.
    """

    host = models.CharField(max_length=120, primary_key=True)
    failures = models.PositiveSmallIntegerField()
    open_until = models.DateTimeField()

    def __str__(self) -> str:
        return self.host
