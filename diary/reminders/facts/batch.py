"""What the engine must know about the patients of one batch: a fixed number of queries."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.db.models import Q

from diary.doses.models import Dose, RegimenEvent
from diary.doses.models.plan_in_force import PlanInForce, night_for
from diary.symptoms.models import Sleep, SymptomRating
from ldn_app.accounts.models import Patient
from ldn_app.clock import ONE_DAY, PatientClock, clock_of

from ..domain.planning import Occurrence, is_quiet
from ..models import Channel, ReminderSchedule, ReminderSettings
from .dates import WantedDate

WHY = "the engine serves the due reminders of many patients at once"
UNREAD = ("regimen__form", "regimen__strength_mg_per_ml", "regimen__created_at")
NO_SETTINGS = ReminderSettings()
Kind = ReminderSchedule.Kind
ASK_FOR_DOSE = ReminderSchedule.ASK_FOR_DOSE
ABOUT_A_DATE = ReminderSchedule.ABOUT_A_DATE


@dataclass
class Batch:
    """Rows by patient id; a patient without settings has those of ``NO_SETTINGS``.

    ``channels``: id and sort of each that is switched on. ``dates``: those of other rooms that
    want a reminder.
    """

    settings: dict[int, ReminderSettings] = field(default_factory=dict)
    channels: dict[int, list[tuple[int, str]]] = field(default_factory=dict)
    plans: dict[int, list[PlanInForce]] = field(default_factory=dict)
    dates: set[WantedDate] = field(default_factory=set)

    def settings_of(self, patient_id: int) -> ReminderSettings:
        return self.settings.get(patient_id, NO_SETTINGS)

    def clock_of(self, patient: Patient) -> PatientClock:
        """The clock that the patient's times are meant on."""
        zone = self.settings_of(patient.pk).fixed_zone or patient.time_zone
        return PatientClock(ZoneInfo(zone), patient.day_starts_at)

    def is_paused(self, patient_id: int, day: date) -> bool:
        until = self.settings_of(patient_id).paused_until
        return until is not None and day <= until

    def wants_dose(self, patient_id: int, day: date) -> bool:
        """Whether the patient's plan names a dose for ``day``."""
        return night_for(self.plans.get(patient_id, []), day).wants_dose

    def day_of(self, patient: Patient, here: Occurrence) -> date:
        """The dose day on the patient's own clock, wherever their times are meant on."""
        if self.settings_of(patient.pk).fixed_zone:
            return clock_of(patient).day_of(here.due_at)
        return here.day

    def subject_day(self, schedule: ReminderSchedule, here: Occurrence) -> date:
        """The day that the message is about: the night's, or the date of another room."""
        if schedule.kind not in ABOUT_A_DATE:
            return self.day_of(schedule.patient, here)
        today = here.due_at.astimezone(self.clock_of(schedule.patient).zone).date()
        before = schedule.kind == Kind.APPOINTMENT and schedule.day_before
        return today + ONE_DAY if before else today

    def is_silent(self, schedule: ReminderSchedule, here: Occurrence) -> bool:
        """Whether nothing is wanted then: quiet hours, a pause, no dose in the plan, no date."""
        patient, settings = schedule.patient, self.settings_of(schedule.patient_id)
        wall = here.due_at.astimezone(self.clock_of(patient).zone).time()
        if is_quiet(wall, settings.quiet_from, settings.quiet_until):
            return True
        day = self.day_of(patient, here)
        if self.is_paused(patient.pk, day):
            return True
        if schedule.kind in ABOUT_A_DATE:
            about = self.subject_day(schedule, here)
            return (schedule.kind, patient.pk, about) not in self.dates
        return schedule.kind in ASK_FOR_DOSE and not self.wants_dose(patient.pk, day)


def load_batch(patient_ids: Collection[int], *, first_day: date) -> Batch:
    """Settings, active channels and the plans that reach ``first_day`` or later."""
    batch = Batch()
    found = ReminderSettings.objects.unscoped(reason=WHY).filter(patient_id__in=patient_ids)
    batch.settings = {row.patient_id: row for row in found}
    batch.channels = _channels(patient_ids)
    batch.plans = _plans(patient_ids, first_day)
    return batch


def _channels(patient_ids: Collection[int]) -> dict[int, list[tuple[int, str]]]:
    by_patient = defaultdict(list)
    rows = Channel.objects.unscoped(reason=WHY).active().filter(patient_id__in=patient_ids)
    for patient_id, pk, sort in rows.values_list("patient_id", "pk", "kind"):
        by_patient[patient_id].append((pk, sort))
    return by_patient


def _plans(patient_ids: Collection[int], first_day: date) -> dict[int, list[PlanInForce]]:
    rows = (
        RegimenEvent.objects.unscoped(reason=WHY)
        .filter(patient_id__in=patient_ids)
        .filter(Q(regimen__ended_day__isnull=True) | Q(regimen__ended_day__gt=first_day))
        .select_related("regimen")
        .defer(*UNREAD)
        .order_by("patient_id", "regimen_id", "on_day", "recorded_at", "id")
    )
    by_patient = defaultdict(list)
    for _, group in groupby(rows, key=attrgetter("regimen_id")):
        events = tuple(group)
        plan = PlanInForce(events[0].regimen, None, events)
        by_patient[events[0].patient_id].append(plan)
    return by_patient


def answered_doses(patient_ids: Collection[int], days: Collection[date]) -> set[tuple[int, date]]:
    """(patient, dose day) pairs that have an answer, taken or not."""
    rows = Dose.objects.unscoped(reason=WHY)
    rows = rows.filter(patient_id__in=patient_ids, dose_day__in=days)
    return set(rows.values_list("patient_id", "dose_day"))


def answered_check_ins(
    patient_ids: Collection[int], days: Collection[date]
) -> set[tuple[int, date]]:
    """(patient, day) pairs for which something of the check-in is there."""
    answered: set[tuple[int, date]] = set()
    for model in (SymptomRating, Sleep):
        rows = model.objects.unscoped(reason=WHY).filter(patient_id__in=patient_ids, day__in=days)
        answered |= set(rows.values_list("patient_id", "day"))
    return answered


def schedules_by_kind(
    patient_ids: Collection[int],
) -> dict[tuple[int, str], ReminderSchedule]:
    """Schedules that are switched on, by patient and kind."""
    rows = ReminderSchedule.objects.unscoped(reason=WHY)
    rows = rows.filter(patient_id__in=patient_ids, enabled=True)
    return {(row.patient_id, row.kind): row for row in rows}
