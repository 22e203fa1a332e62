"""Two phones at once: what to do when both create the same row."""

from collections.abc import Callable
from functools import wraps

from django.db import IntegrityError, transaction

ATTEMPTS = 3


def again_on_conflict(service: Callable) -> Callable:
    """One transaction for ``service``; when another one creates one of its rows at the same
    moment, everything is read again and written on top of that."""

    @wraps(service)
    def kept(*args, **kwargs):
        for _ in range(ATTEMPTS - 1):
            try:
                with transaction.atomic():
                    return service(*args, **kwargs)
            except IntegrityError:
                continue
        with transaction.atomic():
            return service(*args, **kwargs)

    return kept
