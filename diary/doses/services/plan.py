"""Writing a plan: every change is a new line with its day and reason; nothing is rewritten."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction

from ldn_app.access.audit import CHANGED, CREATED, record_change
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient

from ..domain.titration import Kind, Slot, amount_before, coming_steps
from ..errors import (
    AlreadyPaused,
    DayAfterPlanEnd,
    DayBeforePlanStart,
    NotPaused,
    PlanAlreadyThere,
    SameAmount,
    SameSlot,
    StartCannotBeWithdrawn,
)
from ..models import Regimen, RegimenEvent
from ..models.plan_in_force import PlanInForce, plans_during

SWITCH = {Slot.MORNING: Kind.TO_MORNING, Slot.EVENING: Kind.TO_EVENING}


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step as the doctor wrote it: from which dose day, how many mg."""

    on_day: date
    amount_mg: Decimal


@transaction.atomic
def begin_regimen(
    viewer: Viewer,
    *,
    patient: Patient,
    form: str,
    strength_mg_per_ml: Decimal | None,
    slot: str,
    usual_time: time | None,
    steps: Sequence[WrittenStep],
    last_day: date | None,
    now: datetime,
) -> Regimen:
    """Enter a plan. ``steps``: at least one, the first begins it; ``last_day`` is inclusive.

    Raises PlanAlreadyThere when another plan covers the first day or has no end.
    """
    steps = sorted(steps, key=lambda step: step.on_day)
    first_day = steps[0].on_day
    if plans_during(viewer, first_day, last_day or date.max):
        raise PlanAlreadyThere
    ended_day = last_day + timedelta(days=1) if last_day else None
    try:
        with transaction.atomic():
            regimen = Regimen.objects.create_for(
                viewer,
                form=form,
                strength_mg_per_ml=strength_mg_per_ml,
                ended_day=ended_day,
                created_at=now,
            )
    except IntegrityError as another_phone:
        raise PlanAlreadyThere from another_phone
    record_change(viewer, regimen, CREATED, at=now)
    _write_steps(viewer, regimen, steps, slot=slot, usual_time=usual_time, now=now)
    if ended_day:
        _write(viewer, regimen, Kind.END, on_day=ended_day, now=now)
    return regimen


@transaction.atomic
def add_step(
    viewer: Viewer, *, plan: PlanInForce, on_day: date, amount_mg: Decimal, note: str, now: datetime
) -> RegimenEvent:
    """From ``on_day`` the plan says ``amount_mg``. Raises SameAmount or a day outside the plan."""
    _insist_within(plan, on_day)
    before = amount_before(plan.events, on_day)
    if before == amount_mg:
        raise SameAmount
    kind = Kind.STEP_BACK if before is not None and amount_mg < before else Kind.STEP_UP
    return _write(
        viewer, plan.regimen, kind, on_day=on_day, amount_mg=amount_mg, note=note, now=now
    )


@transaction.atomic
def hold_amount(
    viewer: Viewer, *, plan: PlanInForce, on_day: date, note: str, now: datetime
) -> RegimenEvent:
    """Stay at the amount that held before ``on_day``; steps planned from then on are withdrawn."""
    _insist_within(plan, on_day)
    amount_mg = amount_before(plan.events, on_day) or plan.night(on_day).amount_mg
    put_off = {step.id for step in coming_steps(plan.events, after=on_day - timedelta(days=1))}
    for row in plan.rows:
        if row.pk in put_off and row.kind != Kind.START:
            _withdraw(viewer, row, note=note, now=now)
    return _write(
        viewer, plan.regimen, Kind.HOLD, on_day=on_day, amount_mg=amount_mg, note=note, now=now
    )


@transaction.atomic
def switch_slot(
    viewer: Viewer,
    *,
    plan: PlanInForce,
    on_day: date,
    slot: str,
    usual_time: time | None,
    note: str,
    now: datetime,
) -> RegimenEvent:
    """From ``on_day`` the dose is taken in the morning, or in the evening. Raises SameSlot."""
    _insist_within(plan, on_day)
    if plan.night(on_day).slot == slot:
        raise SameSlot
    kind = SWITCH[Slot(slot)]
    return _write(
        viewer,
        plan.regimen,
        kind,
        on_day=on_day,
        slot=slot,
        usual_time=usual_time,
        note=note,
        now=now,
    )


@transaction.atomic
def change_usual_time(
    viewer: Viewer, *, plan: PlanInForce, on_day: date, usual_time: time, note: str, now: datetime
) -> RegimenEvent:
    """From ``on_day`` the usual time is ``usual_time`` on the patient's clock."""
    _insist_within(plan, on_day)
    return _write(
        viewer, plan.regimen, Kind.TIME, on_day=on_day, usual_time=usual_time, note=note, now=now
    )


@transaction.atomic
def pause_regimen(
    viewer: Viewer, *, plan: PlanInForce, on_day: date, reason: str, note: str, now: datetime
) -> RegimenEvent:
    """From ``on_day`` no dose is planned until a return is entered. Raises AlreadyPaused."""
    _insist_within(plan, on_day)
    if plan.night(on_day).paused:
        raise AlreadyPaused
    return _write(
        viewer, plan.regimen, Kind.PAUSE, on_day=on_day, reason=reason, note=note, now=now
    )


@transaction.atomic
def resume_regimen(
    viewer: Viewer, *, plan: PlanInForce, on_day: date, note: str, now: datetime
) -> RegimenEvent:
    """``on_day`` is the first dose day after a pause, as the patient enters it."""
    _insist_within(plan, on_day)
    if not plan.night(on_day).paused:
        raise NotPaused
    return _write(viewer, plan.regimen, Kind.RESUME, on_day=on_day, note=note, now=now)


@transaction.atomic
def end_regimen(
    viewer: Viewer, *, plan: PlanInForce, last_day: date, note: str, now: datetime
) -> RegimenEvent:
    """``last_day`` is the last dose day of the plan; lines planned for later are withdrawn."""
    if plan.started_day is None or last_day < plan.started_day:
        raise DayBeforePlanStart
    ended_day = last_day + timedelta(days=1)
    for row in plan.rows:
        if row.on_day >= ended_day and row.withdrawn_at is None:
            _withdraw(viewer, row, note=note, now=now)
    plan.regimen.ended_day = ended_day
    plan.regimen.save(update_fields=["ended_day"])
    record_change(viewer, plan.regimen, CHANGED, fields=["ended_day"], at=now)
    return _write(viewer, plan.regimen, Kind.END, on_day=ended_day, note=note, now=now)


@transaction.atomic
def withdraw_event(
    viewer: Viewer, *, plan: PlanInForce, event: RegimenEvent, note: str, now: datetime
) -> None:
    """Mark a line as no longer planned. It stays in the history. A second call is harmless.

    Raises StartCannotBeWithdrawn; PlanAlreadyThere when a newer plan stands where this one
    would go on.
    """
    if event.kind == Kind.START:
        raise StartCannotBeWithdrawn
    if event.withdrawn_at is not None:
        return
    _withdraw(viewer, event, note=note, now=now)
    if event.kind == Kind.END:
        _reopen(viewer, plan, now=now)


@transaction.atomic
def correct_event(
    viewer: Viewer,
    *,
    plan: PlanInForce,
    event: RegimenEvent,
    on_day: date,
    amount_mg: Decimal | None,
    now: datetime,
) -> RegimenEvent:
    """Put a slip of the pen right: the old line is marked withdrawn, a corrected one added."""
    if event.kind != Kind.START:
        _insist_within(plan, on_day)
    if (event.on_day, event.amount_mg) == (on_day, amount_mg):
        return event
    _withdraw(viewer, event, note="", now=now)
    return _write(
        viewer,
        plan.regimen,
        Kind(event.kind),
        on_day=on_day,
        amount_mg=amount_mg,
        slot=event.slot,
        usual_time=event.usual_time,
        reason=event.reason,
        note=event.note,
        now=now,
    )


def _write_steps(
    viewer: Viewer,
    regimen: Regimen,
    steps: Sequence[WrittenStep],
    *,
    slot: str,
    usual_time: time | None,
    now: datetime,
) -> None:
    first, *later = steps
    _write(
        viewer,
        regimen,
        Kind.START,
        on_day=first.on_day,
        amount_mg=first.amount_mg,
        slot=slot,
        usual_time=usual_time,
        now=now,
    )
    before = first.amount_mg
    for step in later:
        kind = Kind.STEP_BACK if step.amount_mg < before else Kind.STEP_UP
        kind = Kind.HOLD if step.amount_mg == before else kind
        _write(viewer, regimen, kind, on_day=step.on_day, amount_mg=step.amount_mg, now=now)
        before = step.amount_mg


def _write(
    viewer: Viewer, regimen: Regimen, kind: Kind, *, on_day: date, now: datetime, **values
) -> RegimenEvent:
    row = RegimenEvent.objects.create_for(
        viewer, regimen=regimen, kind=kind, on_day=on_day, recorded_at=now, **values
    )
    record_change(viewer, row, CREATED, at=now)
    return row


def _withdraw(viewer: Viewer, row: RegimenEvent, *, note: str, now: datetime) -> None:
    row.withdrawn_at = now
    row.withdrawn_note = note
    row.save(update_fields=["withdrawn_at", "withdrawn_note"])
    record_change(viewer, row, CHANGED, fields=["withdrawn_at"], at=now)


def _reopen(viewer: Viewer, plan: PlanInForce, *, now: datetime) -> None:
    later = plans_during(viewer, plan.regimen.ended_day or date.max, date.max)
    if any(other.regimen.pk != plan.regimen.pk for other in later):
        raise PlanAlreadyThere
    plan.regimen.ended_day = None
    plan.regimen.save(update_fields=["ended_day"])
    record_change(viewer, plan.regimen, CHANGED, fields=["ended_day"], at=now)


def _insist_within(plan: PlanInForce, day: date) -> None:
    if plan.started_day is None or day < plan.started_day:
        raise DayBeforePlanStart
    if plan.regimen.ended_day is not None and day >= plan.regimen.ended_day:
        raise DayAfterPlanEnd
