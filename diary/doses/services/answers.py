"""Answering a night: taken, skipped, changed, moved, taken back. Doing it twice is harmless."""

from datetime import date, datetime
from decimal import Decimal

from django.db import IntegrityError, transaction

from ldn_app.access.audit import CREATED, delete_recorded, record_change, save_changes
from ldn_app.access.viewer import Viewer
from ldn_app.clock import PatientClock, clock_of

from ..errors import (
    NightAlreadyAnswered,
    NightBeforePlan,
    NightNotYetThere,
    NotANeighbour,
    TimeMissing,
    TimeNotYetThere,
    TimeOutsideNight,
)
from ..models import Dose
from ..models.plan_in_force import PlanInForce


@transaction.atomic
def record_dose_taken(
    viewer: Viewer,
    *,
    plan: PlanInForce,
    dose_day: date,
    taken_at: datetime | None,
    now: datetime,
    amount_mg: Decimal | None = None,
    note: str = "",
) -> Dose:
    """Record that the dose of ``dose_day`` was taken at ``taken_at`` (aware).

    ``taken_at`` None: on an earlier day, at a time nobody remembers. ``amount_mg`` None: what
    was planned. Tapping twice is harmless: the second call returns the first answer unchanged.
    Raises a DoseRuleBroken.
    """
    clock = clock_of(plan.patient)
    _insist_on_day(plan, dose_day, clock=clock, now=now)
    _insist_on_time(
        taken_at, dose_day, clock=clock, now=now, may_be_unknown=clock.day_of(now) > dose_day
    )
    values = {
        "status": Dose.Status.TAKEN,
        "taken_at": taken_at,
        "amount_mg": amount_mg or plan.night(dose_day).amount_mg,
        "note": note,
    }
    return _answered_once(viewer, plan, dose_day, values, clock=clock, now=now)


@transaction.atomic
def record_dose_skipped(
    viewer: Viewer,
    *,
    plan: PlanInForce,
    dose_day: date,
    now: datetime,
    reason: str = "",
    note: str = "",
) -> Dose:
    """Record that the dose of ``dose_day`` was not taken; a second call changes nothing."""
    clock = clock_of(plan.patient)
    _insist_on_day(plan, dose_day, clock=clock, now=now)
    values = {"status": Dose.Status.SKIPPED, "skip_reason": reason, "note": note}
    return _answered_once(viewer, plan, dose_day, values, clock=clock, now=now)


@transaction.atomic
def undo_dose(viewer: Viewer, *, dose: Dose, now: datetime) -> None:
    """Take the answer back: the night is unrecorded again. Doing it twice changes nothing."""
    delete_recorded(viewer, dose, at=now)


@transaction.atomic
def change_dose(
    viewer: Viewer,
    *,
    dose: Dose,
    plan: PlanInForce,
    now: datetime,
    status: str,
    taken_at: datetime | None = None,
    amount_mg: Decimal | None = None,
    skip_reason: str = "",
    note: str = "",
) -> Dose:
    """Replace what the answer says. Later than half an hour after it was given, it is marked.

    Raises TimeMissing, TimeNotYetThere or TimeOutsideNight; keeps the night.
    """
    taken = status == Dose.Status.TAKEN
    if taken:
        clock = clock_of(plan.patient)
        _insist_on_time(
            taken_at, dose.dose_day, clock=clock, now=now, may_be_unknown=dose.filled_later
        )
    values = {
        "status": status,
        "taken_at": taken_at if taken else None,
        "amount_mg": amount_mg if taken else None,
        "skip_reason": "" if taken else skip_reason,
        "note": note,
    }
    return _changed(viewer, dose, values, now=now)


@transaction.atomic
def move_dose(
    viewer: Viewer, *, dose: Dose, plan: PlanInForce, to_day: date, now: datetime
) -> Dose:
    """Let the answer count for ``to_day``, the evening before or after.

    The time of the dose stays as it was. Raises NotANeighbour, NightAlreadyAnswered,
    NightNotYetThere or NightBeforePlan.
    """
    if abs((to_day - dose.dose_day).days) != 1:
        raise NotANeighbour
    _insist_on_day(plan, to_day, clock=clock_of(plan.patient), now=now)
    taken_there = Dose.objects.editable_by(viewer).filter(regimen=dose.regimen_id, dose_day=to_day)
    if taken_there.exists():
        raise NightAlreadyAnswered
    try:
        with transaction.atomic():
            return _changed(viewer, dose, {"dose_day": to_day}, now=now)
    except IntegrityError as another_phone:
        raise NightAlreadyAnswered from another_phone


def _answered_once(
    viewer: Viewer,
    plan: PlanInForce,
    dose_day: date,
    values: dict,
    *,
    clock: PatientClock,
    now: datetime,
) -> Dose:
    dose, created = Dose.objects.editable_by(viewer).get_or_create(
        regimen=plan.regimen,
        dose_day=dose_day,
        defaults={
            **values,
            "patient": plan.patient,
            "time_zone": clock.zone.key,
            "recorded_at": now,
            "filled_later": clock.day_of(now) > dose_day,
        },
    )
    if created:
        record_change(viewer, dose, CREATED, at=now)
    return dose


def _changed(viewer: Viewer, dose: Dose, values: dict, *, now: datetime) -> Dose:
    also = {"changed_at": now} if now > dose.undo_ends_at else {}
    save_changes(viewer, dose, values, at=now, also=also)
    return dose


def _insist_on_day(plan: PlanInForce, day: date, *, clock: PatientClock, now: datetime) -> None:
    if day > clock.day_of(now):
        raise NightNotYetThere
    if not plan.covers(day):
        raise NightBeforePlan


def _insist_on_time(
    taken_at: datetime | None,
    day: date,
    *,
    clock: PatientClock,
    now: datetime,
    may_be_unknown: bool,
) -> None:
    """A dose is not taken in the future, and at most a day away from its own dose day.

    A day of grace on either side: an answer that was moved keeps its time.
    """
    if taken_at is None:
        if may_be_unknown:
            return
        raise TimeMissing
    if taken_at > now:
        raise TimeNotYetThere
    if abs((clock.day_of(taken_at) - day).days) > 1:
        raise TimeOutsideNight
