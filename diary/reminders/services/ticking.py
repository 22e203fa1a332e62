"""The tick: everything that is due becomes rows in the outbox, each schedule moves on.

Both in one transaction, so that a tick that dies leaves either both or neither. Ticks that run
at the same moment take different schedules. The cost grows with what is due, not with how many
patients there are.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta

from django.db import transaction

from ..domain.planning import ONE_DAY, Occurrence, due_at, following
from ..facts.batch import Batch, load_batch
from ..facts.dates import WantedDate, wanted_dates
from ..models import Channel, Heartbeat, OutboxMessage, ReminderSchedule
from .claims import release_expired_claims
from .outbox import Occasion, expire_unclaimed, write_messages

BATCH_SIZE = 1000
MOST_COUNTED = 10_000
WHY = "the tick plans for every patient whose reminder is due"
# What planning looks at: reading no more makes a batch a fifth cheaper.
SCHEDULE_FIELDS = (
    *("patient_id", "kind", "local_time", "days", "after_minutes", "at_most"),
    *("by_email", "by_push", "day_before", "next_due_at", "next_day", "next_attempt"),
)
PATIENT_FIELDS = ("patient__time_zone", "patient__day_starts_at")
# Moves of patients that happened while a tick was running are looked at again by the next one.
OVERLAP = timedelta(minutes=5)


def tick(*, now: datetime) -> int:
    """Plan everything that is due at ``now``; returns how many schedules moved on.

    What dead workers held waits again afterwards, whatever else is due.
    """
    release_expired_claims(now=now)
    expire_unclaimed(now=now)
    follow_moved_patients(now=now)
    planned = 0
    while handled := plan_one_batch(now=now):
        planned += handled
    Heartbeat.objects.update_or_create(name=Heartbeat.TICK, defaults={"at": now})
    return planned


@transaction.atomic
def plan_one_batch(*, now: datetime, size: int = BATCH_SIZE) -> int:
    """Claim up to ``size`` due schedules, write their messages, move them on.

    A schedule that is several nights behind moves by one; the next batch takes it again.
    """
    schedules = list(
        ReminderSchedule.objects.unscoped(reason=WHY)
        .filter(next_due_at__lte=now)
        .select_related("patient")
        .only(*SCHEDULE_FIELDS, *PATIENT_FIELDS)
        .select_for_update(skip_locked=True, of=("self",))
        .order_by("next_due_at")[:size]
    )
    if not schedules:
        return 0
    batch = load_batch(
        {row.patient_id for row in schedules},
        first_day=min(row.next_day for row in schedules) - ONE_DAY,
    )
    batch.dates = _dates(schedules)
    planned = [_take_one_step(schedule, batch, now) for schedule in schedules]
    write_messages([one for one in planned if one is not None], now=now)
    _save_next(schedules)
    return len(schedules)


def follow_moved_patients(*, now: datetime) -> None:
    """Work out anew when the reminders of patients are due whose clock changed since last tick."""
    last = Heartbeat.objects.filter(name=Heartbeat.TICK).first()
    rows = all_enabled()
    if last is not None:
        rows = rows.filter(patient__clock_changed_at__gte=min(last.at, now) - OVERLAP)
    else:
        rows = rows.filter(patient__clock_changed_at__isnull=False)
    work_out_anew(rows)


def all_enabled():
    """Every schedule that is switched on."""
    return ReminderSchedule.objects.unscoped(reason=WHY).filter(enabled=True)


def work_out_anew(rows) -> int:
    """Set ``next_due_at`` of ``rows`` for the clocks of today; the night stays the same."""
    changed = 0
    ids = list(rows.values_list("pk", flat=True))
    for start in range(0, len(ids), BATCH_SIZE):
        changed += _work_out_batch(ids[start : start + BATCH_SIZE])
    return changed


@transaction.atomic
def _work_out_batch(ids: list[int]) -> int:
    schedules = list(
        ReminderSchedule.objects.unscoped(reason=WHY)
        .filter(pk__in=ids, enabled=True)
        .select_related("patient")
        .select_for_update(of=("self",))
        .order_by("pk")
    )
    batch = load_batch({row.patient_id for row in schedules}, first_day=date.max)
    changed = []
    for row in schedules:
        clock = batch.clock_of(row.patient)
        due = due_at(row.rule(), row.next_day, row.next_attempt, clock=clock)
        if due != row.next_due_at:
            row.next_due_at = due
            changed.append(row)
    _save_next(changed)
    return len(changed)


def _take_one_step(
    schedule: ReminderSchedule, batch: Batch, now: datetime
) -> tuple[Occasion, list[int]] | None:
    """The occasion that is due and the ids of the channels it goes over; None: nothing is sent.

    Sets the schedule's next one.
    """
    clock, rule = batch.clock_of(schedule.patient), schedule.rule()
    due = due_at(rule, schedule.next_day, schedule.next_attempt, clock=clock)
    if due > now:  # The patient travelled, or a country changed its clocks.
        schedule.next_due_at = due
        return None
    here = Occurrence(schedule.next_day, schedule.next_attempt, due)
    coming = following(rule, here.day, here.attempt, clock=clock)
    schedule.next_day, schedule.next_attempt, schedule.next_due_at = coming
    if batch.is_silent(schedule, here):
        return None
    channels = batch.channels.get(schedule.patient_id, ())
    wanted = [pk for pk, sort in channels if goes_over(schedule, sort)]
    return Occasion(schedule.kind, batch.subject_day(schedule, here), here.attempt, due), wanted


def _dates(schedules: list[ReminderSchedule]) -> set[WantedDate]:
    """Dates of other rooms near the days that these schedules are about."""
    asking = [row for row in schedules if row.kind in ReminderSchedule.ABOUT_A_DATE]
    days = [row.next_day for row in asking]
    if not days:
        return set()
    patients, kinds = {row.patient_id for row in asking}, {row.kind for row in asking}
    return wanted_dates(patients, kinds, min(days) - ONE_DAY, max(days) + 2 * ONE_DAY)


def goes_over(schedule: ReminderSchedule, sort: str) -> bool:
    """Whether the patient wants this kind over this sort of channel."""
    return schedule.by_email if sort == Channel.Kind.EMAIL else schedule.by_push


def _save_next(schedules: list[ReminderSchedule]) -> None:
    """At 22:00 thousands share one next instant: one statement for each, not for each row."""
    same = defaultdict(list)
    for row in schedules:
        same[row.next_due_at, row.next_day, row.next_attempt].append(row.pk)
    for (due, day, attempt), ids in same.items():
        ReminderSchedule.objects.unscoped(reason=WHY).filter(pk__in=ids).update(
            next_due_at=due, next_day=day, next_attempt=attempt
        )


def waiting_messages(*, now: datetime) -> dict[str, int]:
    """How many messages could be delivered now over each sort of channel, up to 10,000 of each."""
    rows = OutboxMessage.objects.unscoped(reason=WHY)
    rows = rows.filter(state=OutboxMessage.State.QUEUED, not_before__lte=now)
    return {
        sort: rows.filter(channel__kind=sort).order_by("not_before")[:MOST_COUNTED].count()
        for sort in Channel.Kind.values
    }
