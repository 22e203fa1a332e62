"""MedicationStatement: what the plan said from a day on, and the other medicines.

The medicine is text only: no code system that we know has low-dose naltrexone.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from diary.doses.domain.titration import Kind, PlannedNight, in_force, states
from diary.doses.models import Regimen, RegimenEvent
from diary.safety.models import OtherMedicine
from ldn_app.ui.dates import short_clock_label

from .codes import JP_MEDICATION_STATEMENT
from .frame import Frame, Resource, concept, moment, notes, period, quantity, without_none

ONE_DAY = timedelta(days=1)


def medicine_words(form: str = "") -> str:
    """The medicine in words; ``form``: カプセル …, empty where it is not known or not shared."""
    return " ".join(filter(None, (_("低用量ナルトレキソン(LDN)"), form)))


@dataclass(frozen=True)
class _Stretch:
    """What the plan says from the events of one day on. ``end_day`` None: until further notice."""

    rows: tuple[RegimenEvent, ...]
    night: PlannedNight
    end_day: date | None

    @property
    def has_ended(self) -> bool:
        return self.rows[-1].kind == Kind.END

    def status(self, today: date) -> str:
        if self.has_ended:
            return "stopped"
        if self.night.paused:
            return "on-hold"
        if self.night.amount_mg is None:
            return "unknown"
        if self.night.day > today:
            return "intended"
        return "active" if self.end_day is None or self.end_day >= today else "completed"


def plan_statements(
    frame: Frame, rows: Sequence[RegimenEvent], regimen: Regimen | None
) -> Iterator[Resource]:
    """One plan's events: one statement for each day on which the plan changed.

    Withdrawn events leave as entered-in-error. ``regimen`` None: the form is not shared.
    """
    medicine = medicine_words(str(regimen.get_form_display()) if regimen else "")
    for stretch in _stretches(rows, regimen):
        yield _statement(frame, stretch, medicine)
    for row in rows:
        if row.withdrawn_at is not None:
            yield _withdrawn(frame, row, medicine)


def _stretches(rows: Sequence[RegimenEvent], regimen: Regimen | None) -> Iterator[_Stretch]:
    by_id = {row.pk: row for row in rows}
    events = in_force(row.as_plan_event() for row in rows)
    nights = {night.day: night for night in states(events)}  # The last of a day holds.
    days = [
        (day, tuple(by_id[event.id] for event in group))
        for day, group in groupby(events, key=lambda event: event.on_day)
    ]
    plan_ends = regimen.ended_day if regimen else None
    nexts = [*(day for day, _rows in days[1:]), plan_ends] if days else []
    for (day, same_day), following in zip(days, nexts, strict=True):
        end_day = max(following - ONE_DAY, day) if following else None
        yield _Stretch(same_day, nights[day], end_day)


def _statement(frame: Frame, stretch: _Stretch, medicine: str) -> Resource:
    rows, night = stretch.rows, stretch.night
    head = _head(frame, f"{rows[0].regimen_id}/{night.day}", stretch.status(frame.today), medicine)
    head["effectivePeriod"] = period(night.day, None if stretch.has_ended else stretch.end_day)
    head["dateAsserted"] = moment(rows[-1].recorded_at, frame.zone)
    reasons = [str(row.get_reason_display()) for row in rows if row.reason]
    if reasons:
        head["statusReason"] = [concept(reason) for reason in reasons]
    if night.amount_mg is not None and not night.paused:
        head["dosage"] = [_dosage(night)]
    kinds = "、".join(str(row.get_kind_display()) for row in rows)
    return head | notes(kinds, *(row.note for row in rows))


def _withdrawn(frame: Frame, row: RegimenEvent, medicine: str) -> Resource:
    head = _head(frame, f"withdrawn/{row.pk}", "entered-in-error", medicine)
    head["effectivePeriod"] = period(row.on_day, None)
    head["dateAsserted"] = moment(row.withdrawn_at, frame.zone)
    return head | notes(str(row.get_kind_display()), row.note, row.withdrawn_note)


def _head(frame: Frame, key: str, status: str, medicine: str) -> Resource:
    head = frame.resource("MedicationStatement", "plan", key, profile=JP_MEDICATION_STATEMENT)
    return head | {
        "status": status,
        "medicationCodeableConcept": concept(medicine),
        "subject": frame.subject,
        "informationSource": frame.subject,
    }


def _dosage(night: PlannedNight) -> dict:
    slot = RegimenEvent.SlotChoice(night.slot).label
    words = [f"{night.amount_mg.normalize():f}mg", _("1日1回"), str(slot)]
    if night.usual_time:
        words.append(short_clock_label(night.usual_time))
    dose = quantity(night.amount_mg.normalize(), "mg")
    return {"text": " ".join(words), "doseAndRate": [{"doseQuantity": dose}]}


def other_medicine(frame: Frame, row: OtherMedicine) -> Resource:
    """A medicine by the name that the patient typed."""
    over = row.until_on is not None and row.until_on < frame.today
    found = frame.resource(
        "MedicationStatement", "other_medicine", row.pk, profile=JP_MEDICATION_STATEMENT
    )
    found |= {
        "status": "completed" if over else "active",
        "medicationCodeableConcept": concept(row.name),
        "subject": frame.subject,
        "informationSource": frame.subject,
        "effectivePeriod": period(row.since_on, row.until_on) or None,
        "dateAsserted": moment(row.recorded_at, frame.zone),
    }
    return without_none(found) | notes(row.note)
