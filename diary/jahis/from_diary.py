"""The list as the diary knows it: LDN as the plan says for today, and the medicines in use."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from diary.doses.domain.titration import PlannedNight, in_force, states
from diary.doses.models import Regimen, RegimenEvent
from diary.doses.models.plan_in_force import PlanInForce, plan_for, plans_during
from diary.fhir.medication_statement import medicine_words
from diary.medications.models import OtherMedicine
from diary.medications.queries import build_medicines_page
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of
from ldn_app.ui.dates import clock_label

from .characters import fitting, loses, pieces
from .notebook import EXTERNAL, INTERNAL, ListedMedicine, Notebook, PatientWords, Person
from .records import DRUG, FIELD_BYTES

NAME_BYTES = FIELD_BYTES[DRUG][1]


@dataclass(frozen=True, slots=True)
class MedicineList:
    """The notebook, and whether a character of it had to become 〓."""

    notebook: Notebook
    lost: bool


def list_of(viewer: Viewer, *, patient: Patient, person: Person, now: datetime) -> MedicineList:
    """What is in use today. A plan that has not begun or is over is not in it."""
    clock = clock_of(patient)
    today = clock.day_of(now)
    plan = plan_for(plans_during(viewer, today, today), today)
    rows = build_medicines_page(viewer, today=today).using
    rows = tuple(row for row in rows if row.since_on is None or row.since_on <= today)
    person = replace(person, name=fitting(person.name))
    medicines = [_ldn(plan, today)] if plan else []
    medicines.extend(_other(row) for row in rows)
    words = tuple(_words(rows, clock.zone))
    remark = _("調剤の記録ではありません。患者が%(day)sに自分の記録から出した、使っている薬です。")
    notebook = Notebook(person, today, tuple(medicines), remark % {"day": _day(today)}, words)
    typed = [person.name, *(text for row in rows for text in (row.name, row.note))]
    return MedicineList(notebook, lost=any(loses(text) for text in typed))


def _ldn(plan: PlanInForce, today: date) -> ListedMedicine:
    """During a pause no amount is named: none is in force."""
    night = plan.night(today)
    form = str(plan.regimen.get_form_display())
    outside = plan.regimen.form == Regimen.Form.CREAM
    notes = [*_strength(plan.regimen), *_since(plan, today)]
    if not night.wants_dose:
        return ListedMedicine(medicine_words(form), form=_kind(outside), notes=tuple(notes))
    amount = f"{night.amount_mg.normalize():f}"
    if outside:  # For what goes on the skin, the format's amount is that of the whole supply.
        notes.insert(0, _("1回 %(amount)smg") % {"amount": amount})
        amount = ""
    unit = "mg" if amount else ""
    return ListedMedicine(
        medicine_words(form), amount, unit, _usage(night), _kind(outside), tuple(notes)
    )


def _usage(night: PlannedNight) -> str:
    words = [_("1日1回"), str(RegimenEvent.SlotChoice(night.slot).label)]
    if night.usual_time:
        words.append(clock_label(night.usual_time))
    return " ".join(words)


def _kind(outside: bool) -> str:
    return EXTERNAL if outside else INTERNAL


def _strength(regimen: Regimen) -> Iterator[str]:
    if regimen.strength_mg_per_ml is not None:
        yield _("濃さ %(strength)smg/mL") % {
            "strength": f"{regimen.strength_mg_per_ml.normalize():f}"
        }


def _since(plan: PlanInForce, today: date) -> Iterator[str]:
    """From which day the amount of today holds, or the pause."""
    night = plan.night(today)
    since, said = None, None
    for event, state in zip(in_force(plan.events), states(plan.events), strict=True):
        says = (state.amount_mg, state.paused)
        if event.on_day <= today and says != said:
            since, said = event.on_day, says
    if since is not None:
        words = _("%(day)sからお休み中") if night.paused else _("%(day)sからこの量")
        yield words % {"day": _day(since)}


def _other(row: OtherMedicine) -> ListedMedicine:
    """By the name that the patient typed; amount, usage and form are not known."""
    first, *rest = pieces(fitting(row.name), most_bytes=NAME_BYTES) or [""]
    notes = [_("薬の名前の続き: %(words)s") % {"words": words} for words in rest]
    if row.since_on:
        notes.append(_("%(day)sから") % {"day": _day(row.since_on)})
    if row.until_on:
        notes.append(_("%(day)sまで") % {"day": _day(row.until_on)})
    return ListedMedicine(first, notes=tuple(notes))


def _words(rows: Iterable[OtherMedicine], zone: ZoneInfo) -> Iterator[PatientWords]:
    for row in rows:
        if row.note:
            written = (row.changed_at or row.recorded_at).astimezone(zone).date()
            text = _("%(name)s: %(note)s") % {"name": row.name, "note": row.note}
            yield PatientWords(fitting(text), written)


def _day(day: date) -> str:
    return _("%(year)s年%(month)s月%(day)s日") % {
        "year": day.year,
        "month": day.month,
        "day": day.day,
    }
