"""A provider that hangs is left alone for a while; every process sees it, because it is a row.

Left alone costs nobody anything: the messages wait untried. Were each of them tried, each would
wait for its own time-out, and one that got as far as the text would be in doubt for good.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from django.conf import settings
from django.db import transaction

from ..models import Channel, CircuitBreaker, OutboxMessage

# One message may meet a lost packet; a second one in a row means the host.
FAILURES_TO_OPEN = 2
FIRST_PAUSE = timedelta(seconds=settings.REMINDER_FIRST_REST_SECONDS)
LONGEST_PAUSE = timedelta(seconds=settings.REMINDER_LONGEST_REST_SECONDS)


def host_of(message: OutboxMessage) -> str:
    """The host that ``message`` leaves through: the mail relay, or the browser's push service."""
    if message.channel.kind == Channel.Kind.EMAIL:
        return f"smtp {settings.EMAIL_HOST}"[:120]
    return f"push {urlsplit(message.channel.endpoint).hostname or ''}"[:120]


def breakers() -> dict[str, CircuitBreaker]:
    """Hosts that had trouble lately, open or on trial."""
    return {row.host: row for row in CircuitBreaker.objects.all()}


@transaction.atomic
def note_failure(host: str, *, is_away: bool, now: datetime) -> CircuitBreaker:
    """``host`` hung, or (``is_away``) did not even speak: the pause doubles with each time."""
    row, _ = CircuitBreaker.objects.select_for_update().get_or_create(
        host=host, defaults={"failures": 0, "open_until": now}
    )
    row.failures = max(min(row.failures + 1, 100), FAILURES_TO_OPEN if is_away else 0)
    row.open_until = now + pause_after(row.failures)
    row.save()
    return row


def note_answer(host: str) -> None:
    """``host`` works."""
    CircuitBreaker.objects.filter(host=host).delete()


def pause_after(failures: int) -> timedelta:
    """How long a host rests after so many failures in a row."""
    beyond = failures - FAILURES_TO_OPEN
    return timedelta(0) if beyond < 0 else min(FIRST_PAUSE * 2 ** min(beyond, 10), LONGEST_PAUSE)
