"""What whoever runs the server sees: counts and durations, nobody's content, no ids of people."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q
from django.utils.translation import gettext_lazy as _

from ..models import Channel, CircuitBreaker, Heartbeat, OutboxMessage, ReminderSchedule
from .held_up import SENDER_REFUSED, HeldUp, held_up

WHY = "counts for whoever runs the server"
State = OutboxMessage.State
Kind = ReminderSchedule.Kind
SORTS = {Channel.Kind.EMAIL: _("メール"), Channel.Kind.WEB_PUSH: _("端末")}
A_DAY = timedelta(hours=24)
# Dwell times of at most so many messages are looked at: the newest.
DWELLS = 20_000
TICK_MUST_BE_WITHIN = timedelta(seconds=90)


@dataclass(frozen=True, slots=True)
class OutcomeCount:
    """How many messages of one kind over one sort of channel ended in one state, and why."""

    kind: str
    channel: str
    state: str
    reason: str
    count: int

    @property
    def words(self) -> str:
        """「お薬の時間・メール」"""
        return f"{Kind(self.kind).label}・{SORTS[self.channel]}"

    @property
    def state_words(self) -> str:
        return str(State(self.state).label)


@dataclass(frozen=True, slots=True)
class EngineState:
    """``last_tick``/``last_delivery`` None: never. Dwell: seconds from due to handed over, over 24
    hours; None when nothing was handed over. ``oldest_…``: None when there is no such message.
    ``held_seconds``: how long the oldest message has been claimed, and leaving; 0: none is."""

    last_tick: datetime | None
    last_delivery: datetime | None
    ticking: bool
    unfinished: dict[str, int]
    oldest_waiting_seconds: float | None
    oldest_unfinished_seconds: float | None
    held_seconds: dict[str, float]
    dwell_p50: float | None
    dwell_p99: float | None
    outcomes: tuple[OutcomeCount, ...]
    channels_off: tuple[tuple[str, str, int], ...]
    resting_hosts: tuple[CircuitBreaker, ...]
    held_up: tuple[HeldUp, ...]

    @property
    def sender_refused(self) -> int:
        """Messages whose sender a mail server refused, waiting or of the last 24 hours: only
        whoever runs the server can mend that."""
        named = [*self.held_up, *self.outcomes]
        return sum(one.count for one in named if SENDER_REFUSED in one.reason)

    @property
    def unfinished_words(self) -> list[tuple[str, int]]:
        return [(str(State(state).label), count) for state, count in self.unfinished.items()]

    @property
    def off_words(self) -> list[tuple[str, str, int]]:
        reasons = dict(Channel.OffReason.choices)
        return [(SORTS[kind], str(reasons[why]), count) for kind, why, count in self.channels_off]


def engine_state(*, now: datetime) -> EngineState:
    """Nine queries; each reads what is unfinished or at most a day old."""
    beats = dict(Heartbeat.objects.values_list("name", "at"))
    last_tick = beats.get(Heartbeat.TICK)
    half, most = dwell_seconds(now=now)
    return EngineState(
        last_tick=last_tick,
        last_delivery=beats.get(Heartbeat.WORKER),
        ticking=is_ticking(last_tick, now=now),
        unfinished=queue_depths(),
        oldest_waiting_seconds=oldest_waiting_seconds(now=now),
        oldest_unfinished_seconds=oldest_unfinished_seconds(now=now),
        held_seconds=held_seconds(now=now),
        dwell_p50=half,
        dwell_p99=most,
        outcomes=outcomes_since(now - A_DAY),
        channels_off=channels_off(),
        resting_hosts=tuple(CircuitBreaker.objects.filter(open_until__gt=now).order_by("host")),
        held_up=held_up(),
    )


def is_ticking(last_tick: datetime | None, *, now: datetime) -> bool:
    """Whether a tick was seen within the last 90 seconds (either way: clocks jump)."""
    return last_tick is not None and abs(now - last_tick) <= TICK_MUST_BE_WITHIN


def queue_depths() -> dict[str, int]:
    """How many messages are in each unfinished state."""
    rows = _messages().filter(state__in=OutboxMessage.UNFINISHED).order_by()
    found = dict(rows.values("state").annotate(count=Count("pk")).values_list("state", "count"))
    return {str(state): found.get(state, 0) for state in OutboxMessage.UNFINISHED}


def oldest_waiting_seconds(*, now: datetime) -> float | None:
    """How long the oldest message that could go out has waited; None: none waits."""
    waiting = _messages().filter(state=State.QUEUED, not_before__lte=now).order_by("not_before")
    oldest = waiting.values_list("not_before", flat=True).first()
    return (now - oldest).total_seconds() if oldest else None


def oldest_unfinished_seconds(*, now: datetime) -> float | None:
    """How long ago the oldest message was due that has not come to its end, whatever its state."""
    rows = _messages().filter(state__in=OutboxMessage.UNFINISHED, due_at__lte=now)
    oldest = rows.aggregate(oldest=Min("due_at"))["oldest"]
    return (now - oldest).total_seconds() if oldest else None


def held_seconds(*, now: datetime) -> dict[str, float]:
    """How long the oldest message has been in a worker's hands, by state. The tick ends this
    after the lease: more than two minutes means that it does not."""
    rows = _messages().filter(state__in=[State.CLAIMED, State.SENDING])
    since = rows.aggregate(
        claimed=Min("claimed_at", filter=Q(state=State.CLAIMED)),
        leaving=Min("leaving_at", filter=Q(state=State.SENDING)),
    )
    return {name: (now - at).total_seconds() if at else 0.0 for name, at in since.items()}


def dwell_seconds(*, now: datetime) -> tuple[float | None, float | None]:
    """Seconds from due to handed over, p50 and p99, of the last 24 hours."""
    rows = _messages().filter(state=State.HANDED_OVER, due_at__gte=now - A_DAY).order_by("-due_at")
    pairs = rows.values_list("due_at", "settled_at")[:DWELLS]
    waited = sorted((settled - due).total_seconds() for due, settled in pairs)
    if not waited:
        return None, None
    return waited[len(waited) // 2], waited[min(len(waited) * 99 // 100, len(waited) - 1)]


def outcomes_since(moment: datetime) -> tuple[OutcomeCount, ...]:
    """Final states of messages that were due since ``moment``."""
    rows = _messages().filter(due_at__gte=moment, settled_at__isnull=False)
    named = rows.values_list("kind", "channel__kind", "state", "reason")
    counted = named.annotate(count=Count("pk")).order_by("kind", "channel__kind", "state", "reason")
    return tuple(OutcomeCount(*row) for row in counted)


def channels_off() -> tuple[tuple[str, str, int], ...]:
    """(sort, reason, how many) of the channels that are switched off."""
    rows = Channel.objects.unscoped(reason=WHY).filter(state=Channel.State.OFF)
    counted = rows.values_list("kind", "off_reason").annotate(count=Count("pk"))
    return tuple(counted.order_by("kind", "off_reason"))


def _messages():
    return OutboxMessage.objects.unscoped(reason=WHY)
