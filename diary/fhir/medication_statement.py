"""MedicationStatement: what the plan said from a day on, and the other medicines.

No code system that we know has low-dose naltrexone: the codes say naltrexone, the text the rest.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import groupby

from django.utils.translation import gettext as _

from diary.doses.domain.titration import (
    Kind,
    PlannedNight,
    Slot,
    in_force,
    states,
)
from diary.doses.domain.told_lines import kinds_of
from diary.doses.models import Regimen, RegimenEvent
from diary.doses.models.carried import NOTHING_CARRIED, Carried
from diary.medications.models import OtherMedicine
from ldn_app.ui.dates import short_clock_label

from .codes import JP_MEDICATION_STATEMENT, MASKED, NALTREXONE, ROUTE, ROUTES
from .frame import Frame, Resource, coding, concept, moment, notes, period, quantity, without_none

ONE_DAY = timedelta(days=1)


def medicine_words(form: str = "") -> str:
    """The medicine in words; ``form``: カプセル …, empty where it is not known or not shared."""
    return " ".join(filter(None, (_("低用量ナルトレキソン(LDN)"), form)))


def medicine(regimen: Regimen | None = None) -> dict:
    """The medicine with its codes; None: its form is not known or not shared."""
    form = str(regimen.get_form_display()) if regimen else ""
    return concept(medicine_words(form), *NALTREXONE)


@dataclass(frozen=True)
class _Stretch:
    """What the plan says from the events of one day on. ``end_day`` None: until further notice.
    No ``rows``: it held before the first day that the reader may read."""

    rows: tuple[RegimenEvent, ...]
    night: PlannedNight
    end_day: date | None

    @property
    def has_ended(self) -> bool:
        return bool(self.rows) and self.rows[-1].kind == Kind.END

    def status(self, today: date) -> str:
        if self.has_ended:
            return "stopped"
        if self.night.paused:
            return "not-taken" if self.is_over(today) else "on-hold"
        if self.night.amount_mg is None:
            return "unknown"
        if self.night.day > today:
            return "intended"
        return "completed" if self.is_over(today) else "active"

    def is_over(self, today: date) -> bool:
        return self.end_day is not None and self.end_day < today


@dataclass(frozen=True, slots=True)
class Seen:
    """What a reader may know of a plan besides its lines. ``last_day``: the last that may be read;
    None is open."""

    carried: Carried = NOTHING_CARRIED
    last_day: date | None = None

    @property
    def before(self) -> PlannedNight:
        return self.carried.before

    def held_on(self, regimen: Regimen | None) -> date | None:
        """The reader's first day, where what held before it still held on it."""
        first_day, ended = self.carried.first_day, self.end_of(regimen)
        return None if first_day and ended and ended <= first_day else first_day

    def end_of(self, regimen: Regimen | None) -> date | None:
        """The first day that the plan no longer covers, as far as it may be known."""
        ended = regimen.ended_day if regimen else None
        is_hidden = ended and self.last_day and ended > self.last_day + ONE_DAY
        return None if is_hidden else ended


def plan_statements(
    frame: Frame, rows: Sequence[RegimenEvent], regimen: Regimen | None, seen: Seen = Seen()
) -> Iterator[Resource]:
    """One plan's events: one statement for each day on which the plan changed, and before them
    one for what held already on the first day that may be read.

    Withdrawn events leave as entered-in-error. ``regimen`` None: the form is not shared.
    """
    kinds = _kinds_in_words(rows, seen.before)
    stretches = list(_stretches(rows, seen, seen.end_of(regimen)))
    held_on = seen.held_on(regimen)
    if held_on and not (stretches and stretches[0].night.day == held_on):
        yield _statement_from_before(frame, stretches, regimen, seen)
    for stretch in stretches:
        yield _statement(frame, stretch, regimen, kinds)
    for row in rows:
        if row.withdrawn_at is not None:
            yield _withdrawn(frame, row, regimen, kinds[row.pk])


def _kinds_in_words(rows: Sequence[RegimenEvent], before: PlannedNight) -> dict[int, str]:
    words = RegimenEvent.KindChoice
    found = kinds_of((row.as_plan_event() for row in rows), before)
    return {pk: str(words(kind).label) for pk, kind in found.items()}


def _stretches(
    rows: Sequence[RegimenEvent], seen: Seen, plan_ends: date | None
) -> Iterator[_Stretch]:
    by_id = {row.pk: row for row in rows}
    events = [
        event
        for event in in_force(row.as_plan_event() for row in rows)
        if plan_ends is None or event.on_day < plan_ends or event.kind is Kind.END
    ]
    nights = {night.day: night for night in states(events, seen.before)}  # A day's last holds.
    days = [
        (day, tuple(by_id[event.id] for event in group))
        for day, group in groupby(events, key=lambda event: event.on_day)
    ]
    nexts = [*(day for day, _rows in days[1:]), plan_ends] if days else []
    for (day, same_day), following in zip(days, nexts, strict=True):
        end_day = max(following - ONE_DAY, day) if following else None
        yield _Stretch(same_day, nights[day], end_day)


def _statement(
    frame: Frame, stretch: _Stretch, regimen: Regimen | None, kinds: Mapping[int, str]
) -> Resource:
    rows, night = stretch.rows, stretch.night
    head = _head(frame, f"{rows[0].regimen_id}/{night.day}", stretch.status(frame.today), regimen)
    head["effectivePeriod"] = period(night.day, None if stretch.has_ended else stretch.end_day)
    head["dateAsserted"] = moment(rows[-1].recorded_at, frame.zone)
    head |= _status_reason(night)
    if night.wants_dose:
        head["dosage"] = [_dosage(night, regimen)]
    told = "、".join(kinds[row.pk] for row in rows)
    return head | notes(told, _of_plan(head), *(row.note for row in rows))


def _of_plan(head: Resource) -> str:
    """FHIR has no word for a pause that is over; only the answers say what was taken in it."""
    if head["status"] != "not-taken":
        return ""
    return _("計画ではお休みでした。飲んだかどうかは、服用の記録にあります。")


def _statement_from_before(
    frame: Frame, stretches: Sequence[_Stretch], regimen: Regimen, seen: Seen
) -> Resource:
    """What held when the days that may be read begin. Since when is withheld, and FHIR can say
    so: a start that is masked is neither unknown nor the first shared day."""
    following = stretches[0].night.day if stretches else seen.end_of(regimen)
    end_day = following - ONE_DAY if following else None
    stretch = _Stretch((), replace(seen.before, day=seen.carried.first_day), end_day)
    key = f"{regimen.pk}/before/{seen.carried.first_day}"
    head = _head(frame, key, stretch.status(frame.today), regimen)
    head["effectivePeriod"] = {"_start": MASKED} | period(None, end_day)
    head |= _status_reason(stretch.night)
    if stretch.night.wants_dose:
        head["dosage"] = [_dosage(stretch.night, regimen)]
    return head | notes(_("共有されている日より前から続いています"), _of_plan(head))


def _status_reason(night: PlannedNight) -> dict[str, list]:
    """Why the plan pauses, on whichever day the pause was written."""
    if not (night.paused and night.pause_reason):
        return {}
    return {"statusReason": [concept(str(RegimenEvent.PauseReason(night.pause_reason).label))]}


def _withdrawn(frame: Frame, row: RegimenEvent, regimen: Regimen | None, kind: str) -> Resource:
    head = _head(frame, f"withdrawn/{row.pk}", "entered-in-error", regimen)
    head["effectivePeriod"] = period(row.on_day, None)
    head["dateAsserted"] = moment(row.withdrawn_at, frame.zone)
    return head | notes(kind, row.note, row.withdrawn_note)


def _head(frame: Frame, key: str, status: str, regimen: Regimen | None) -> Resource:
    head = frame.resource("MedicationStatement", "plan", key, profile=JP_MEDICATION_STATEMENT)
    return head | {
        "status": status,
        "medicationCodeableConcept": medicine(regimen),
        "subject": frame.subject,
        "informationSource": frame.subject,
    }


def _dosage(night: PlannedNight, regimen: Regimen | None) -> dict:
    slot = RegimenEvent.SlotChoice(night.slot).label
    words = [f"{night.amount_mg.normalize():f}mg", _("1日1回"), str(slot)]
    if night.usual_time:
        words.append(short_clock_label(night.usual_time))
    dose = quantity(night.amount_mg.normalize(), "mg")
    found = {"text": " ".join(words), "timing": _timing(night)}
    if regimen and regimen.form in ROUTES:
        code, display = ROUTES[regimen.form]
        how = _("皮膚に塗る") if code == "TP" else _("内服")
        found["route"] = concept(how, coding(ROUTE, code, display))
    return found | {"doseAndRate": [{"doseQuantity": dose}]}


def _timing(night: PlannedNight) -> dict:
    """Once a day; at the usual time where there is one, else in the evening or the morning."""
    repeat: dict = {"frequency": 1, "period": 1, "periodUnit": "d"}
    if night.usual_time:
        repeat["timeOfDay"] = [night.usual_time.isoformat(timespec="seconds")]
    else:
        repeat["when"] = ["MORN" if night.slot == Slot.MORNING else "EVE"]
    return {"repeat": repeat}


def other_medicine(frame: Frame, row: OtherMedicine) -> Resource:
    """A medicine by the name that the patient typed. It has no code, so no profile of JP Core."""
    over = row.until_on is not None and row.until_on < frame.today
    found = frame.resource("MedicationStatement", "other_medicine", row.pk)
    found |= {
        "status": "completed" if over else "active",
        "medicationCodeableConcept": concept(row.name),
        "subject": frame.subject,
        "informationSource": frame.subject,
        "effectivePeriod": period(row.since_on, row.until_on) or None,
        "dateAsserted": moment(row.recorded_at, frame.zone),
    }
    return without_none(found) | notes(row.note)
