"""Asked again just before messages leave: are they still wanted?"""

from datetime import date, datetime

from ..domain.planning import ONE_DAY, is_too_late
from ..models import Channel, OutboxMessage, ReminderSchedule
from .batch import (
    answered_check_ins,
    answered_doses,
    load_batch,
    schedules_by_kind,
)
from .dates import wanted_dates

State = OutboxMessage.State
Verdict = tuple[str, str]
Kind = ReminderSchedule.Kind


def rejection_reasons(messages: list[OutboxMessage], *, now: datetime) -> dict[int, Verdict]:
    """Final state and reason for each of ``messages`` (by id) that must not go out any more.

    A message of an account that was erased is gone with it; the mark before sending finds out.
    """
    patients = {message.patient_id for message in messages}
    days = {message.dose_day for message in messages}
    dated = [one for one in messages if one.kind in ReminderSchedule.ABOUT_A_DATE]
    asked_in = {one.patient_id for one in messages if one.kind == Kind.CHECK_IN}
    facts = _Facts(patients, days, dated, asked_in)
    verdicts = ((message.pk, facts.verdict(message, now)) for message in messages)
    return {pk: verdict for pk, verdict in verdicts if verdict}


class _Facts:
    """What holds now for the patients of these messages; ``dated``: the messages about
    a date of another room, ``asked_in``: those with one about the check-in."""

    def __init__(
        self,
        patients: set[int],
        days: set[date],
        dated: list[OutboxMessage],
        asked_in: set[int],
    ) -> None:
        self.batch = load_batch(patients, first_day=min(days) - ONE_DAY)
        self.schedules = schedules_by_kind(patients)
        self.doses = answered_doses(patients, days)
        self.check_ins = answered_check_ins(asked_in, days) if asked_in else set()
        expecting, kinds = {one.patient_id for one in dated}, {one.kind for one in dated}
        self.dates = wanted_dates(expecting, kinds, min(days), max(days))

    def verdict(self, message: OutboxMessage, now: datetime) -> Verdict | None:
        if is_too_late(message.due_at, now=now):
            return State.EXPIRED, "late_at_worker"
        reason = self._off(message) or self._settled(message)
        return (State.CANCELLED, reason) if reason else None

    def _off(self, message: OutboxMessage) -> str:
        patient_id = message.patient_id
        channels = {pk for pk, _ in self.batch.channels.get(patient_id, ())}
        schedule = self.schedules.get((patient_id, message.kind))
        by_email = message.channel.kind == Channel.Kind.EMAIL
        if not message.patient.user.is_active:
            return "no_account"
        if message.patient.sealed_at is not None:
            return "sealed"
        if message.channel_id not in channels:
            return "channel_off"
        if schedule is None or not (schedule.by_email if by_email else schedule.by_push):
            return "switched_off"
        return "paused" if self.batch.is_paused(patient_id, message.dose_day) else ""

    def _settled(self, message: OutboxMessage) -> str:
        key = (message.patient_id, message.dose_day)
        if message.kind in ReminderSchedule.ABOUT_A_DATE:
            return "" if (message.kind, *key) in self.dates else "date_changed"
        if message.kind == Kind.CHECK_IN:
            return "answered" if key in self.check_ins else ""
        if key in self.doses:
            return "answered"
        return "" if self.batch.wants_dose(*key) else "not_planned"
