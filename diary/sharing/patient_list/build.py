"""The list as the page shows it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from ldn_app.access.grants import grants_at_clinics
from ldn_app.access.models import ShareCategory, ShareGrant
from ldn_app.clock import clock_of

from . import labels
from .names import name_filter
from .order import ListRule, Reasons, order_key, place_of
from .queries import Details, LastDay, ListedPatient, Rows, listed_through, read_details, read_rows

ON_A_PAGE = 50
NOTHING = LastDay()


@dataclass(frozen=True, slots=True)
class PatientLine:
    """One patient. ``also``: other grants of theirs, which lead on without data on the list.
    ``why``: the rule that says where they stand."""

    grant: ShareGrant
    name: str
    place: ListRule
    why: str
    facts: tuple[tuple[str, str], ...]
    also: tuple[ShareGrant, ...]


@dataclass(frozen=True, slots=True)
class PatientList:
    """``shared``: how many patients share; ``found``: how many fit what was typed; ``lines``:
    those on page ``page``, in order, and ``first`` is the place of the first of them.
    ``waiting``: grants that nobody at the clinic answered yet."""

    typed: str
    shared: int
    found: int
    waiting: int
    page: int
    first: int
    lines: tuple[PatientLine, ...]
    rules: tuple[str, ...]
    limits: str

    @property
    def last(self) -> int:
        return self.first + len(self.lines) - 1

    @property
    def earlier(self) -> str:
        """The query of the page before this one; "" on the first."""
        return f"?page={self.page - 1}" if self.page > 1 else ""

    @property
    def later(self) -> str:
        return f"?page={self.page + 1}" if self.last < self.found else ""

    @property
    def grants(self) -> list[ShareGrant]:
        """Those whose data stands on the list."""
        return [line.grant for line in self.lines]


@dataclass(frozen=True, slots=True)
class _Standing:
    """A patient in the order, before their card is written."""

    listed: ListedPatient
    reasons: Reasons
    signs: LastDay
    notes: LastDay

    @property
    def key(self) -> tuple:
        return (*order_key(self.reasons), self.listed.grant.pk)


def build_patient_list(user_id: int, *, typed: str, page: int = 1, now: datetime) -> PatientList:
    """Who shares with the clinics of ``user_id``. Eight queries for any number of patients.

    A patient with several grants stands there once, through the newest: what one grant leaves
    out must not come in through another. Everybody who fits takes part in the order; the rest of
    a diary is read for those on the page only. A page beyond the last is the last.
    """
    waiting, newest, also = _sorted_out(user_id, now)
    fits = name_filter(typed)
    fitting = (grant for grant in newest.values() if fits(grant.patient.display_name))
    order = _in_order([listed_through(grant, user_id=user_id, now=now) for grant in fitting], now)
    page = max(1, min(page, -(-len(order) // ON_A_PAGE)))
    before = (page - 1) * ON_A_PAGE
    return PatientList(
        typed=typed,
        shared=len(newest),
        found=len(order),
        waiting=waiting,
        page=page,
        first=before + 1,
        lines=_lines(order[before : before + ON_A_PAGE], also),
        rules=tuple(labels.place_words(place) for place in ListRule),
        limits=labels.limits_of_the_list(),
    )


def _sorted_out(user_id: int, now: datetime) -> tuple[int, dict, dict]:
    """How many wait; by patient id the newest grant, and the others."""
    waiting, newest, also = 0, {}, {}
    for grant in grants_at_clinics(user_id, now=now):
        if grant.accepted_at is None:
            waiting += 1
        elif grant.patient_id in newest:
            also.setdefault(grant.patient_id, []).append(grant)
        else:
            newest[grant.patient_id] = grant
    return waiting, newest, also


def _in_order(patients: list[ListedPatient], now: datetime) -> list[_Standing]:
    if not patients:
        return []
    rows = read_rows(patients)
    found = (_standing(listed, rows, now) for listed in patients)
    return sorted(found, key=lambda standing: standing.key)


def _standing(listed: ListedPatient, rows: Rows, now: datetime) -> _Standing:
    patient = listed.grant.patient
    signs, notes = rows.signs.get(patient.pk, NOTHING), rows.notes.get(patient.pk, NOTHING)
    reasons = Reasons(
        today=listed.today,
        urgent_sign_on=signs.day,
        flagged_note_on=notes.day,
        next_visit_on=rows.visits.get(patient.pk),
        days_left=_days_left(listed.grant, now),
        name=patient.display_name,
    )
    return _Standing(listed, reasons, signs, notes)


def _days_left(grant: ShareGrant, now: datetime) -> int:
    """Dose days of the patient until the one on which the grant ends; 0: it ends today."""
    clock = clock_of(grant.patient)
    return (clock.day_of(grant.expires_at) - clock.day_of(now)).days


def _lines(shown: list[_Standing], also: Mapping) -> tuple[PatientLine, ...]:
    if not shown:
        return ()
    details = read_details([one.listed for one in shown])
    why = {place: labels.place_words(place) for place in ListRule}
    return tuple(_line(one, details, why, also) for one in shown)


def _line(one: _Standing, details: Details, why, also) -> PatientLine:
    place = place_of(one.reasons)
    return PatientLine(
        grant=one.listed.grant,
        name=one.reasons.name,
        place=place,
        why=why[place],
        facts=tuple(zip(_fact_names(), _values(one, details), strict=True)),
        also=tuple(also.get(one.listed.grant.patient_id, ())),
    )


def _fact_names() -> tuple[str, ...]:
    return (
        _("きょうの計画"),
        _("この14夜"),
        _("至急のしるし"),
        _("医師に伝えたいメモ"),
        _("ALT(最後の値)"),
        _("次の受診"),
        _("共有の終わり"),
    )


def _values(one: _Standing, details: Details) -> tuple[str, ...]:
    """Beside ``_fact_names``, in their order."""
    listed, patient_id = one.listed, one.listed.grant.patient_id
    plans, answers = details.plans.get(patient_id, []), details.answers.get(patient_id, {})
    had_a_plan = patient_id in details.had_a_plan
    return (
        labels.plan_words(listed, plans, had_a_plan=had_a_plan),
        labels.nights_words(listed, plans, answers, had_a_plan=had_a_plan),
        labels.last_day_words(listed, ShareCategory.SIDE_EFFECTS, one.signs),
        labels.last_day_words(listed, ShareCategory.NOTES, one.notes),
        labels.alt_words(listed, details.alt.get(patient_id)),
        labels.visit_words(listed, one.reasons.next_visit_on),
        labels.left_words(one.reasons.days_left),
    )
