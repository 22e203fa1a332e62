"""The list as the page shows it."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ldn_app.access.grants import grants_at_clinics
from ldn_app.access.models import ShareCategory, ShareGrant

from . import words
from .names import matches
from .order import Place, Reasons, order_key, place_of
from .reading import LastDay, Look, Rows, look_through, read_rows


@dataclass(frozen=True, slots=True)
class PatientLine:
    """One patient. ``also``: other grants of theirs, which lead on without data on the list.
    ``why``: the rule that says where they stand."""

    grant: ShareGrant
    name: str
    place: Place
    why: str
    facts: tuple[tuple[str, str], ...]
    also: tuple[ShareGrant, ...]


@dataclass(frozen=True, slots=True)
class PatientList:
    """``shared``: how many patients share; ``lines``: those that fit what was typed, in order.
    ``waiting``: grants that nobody at the clinic answered yet."""

    typed: str
    shared: int
    waiting: int
    lines: tuple[PatientLine, ...]
    rules: tuple[str, ...]
    limits: str

    @property
    def grants(self) -> list[ShareGrant]:
        """Those whose data stands on the list."""
        return [line.grant for line in self.lines]


def build_patient_list(user_id: int, *, typed: str, now: datetime) -> PatientList:
    """Who shares with the clinics of ``user_id``. Eight queries for any number of patients.

    A patient with several grants stands there once, through the newest: what one grant leaves
    out must not come in through another.
    """
    waiting, newest, also = 0, {}, {}
    for grant in grants_at_clinics(user_id, now=now):
        if grant.accepted_at is None:
            waiting += 1
        elif grant.patient_id in newest:
            also.setdefault(grant.patient_id, []).append(grant)
        else:
            newest[grant.patient_id] = grant
    fitting = [grant for grant in newest.values() if matches(grant.patient.display_name, typed)]
    looks = [look_through(grant, user_id=user_id, now=now) for grant in fitting]
    rows = read_rows(looks) if looks else None
    found = [_line(look, rows, tuple(also.get(look.grant.patient_id, ())), now) for look in looks]
    return PatientList(
        typed=typed,
        shared=len(newest),
        waiting=waiting,
        lines=tuple(line for _key, line in sorted(found, key=lambda pair: pair[0])),
        rules=tuple(words.place_words(place) for place in Place),
        limits=words.limits_of_the_list(),
    )


def _line(look: Look, rows: Rows, also, now: datetime) -> tuple[tuple, PatientLine]:
    """The patient's line, and before it what it is sorted by."""
    patient = look.grant.patient
    reasons = Reasons(
        today=look.today,
        urgent_sign_on=rows.signs.get(patient.pk, LastDay()).day,
        flagged_note_on=rows.notes.get(patient.pk, LastDay()).day,
        next_visit_on=rows.visits.get(patient.pk),
        days_left=_days_left(look.grant, now),
        name=patient.display_name,
    )
    place = place_of(reasons)
    line = PatientLine(
        grant=look.grant,
        name=patient.display_name,
        place=place,
        why=words.place_words(place),
        facts=_facts(look, rows, reasons),
        also=also,
    )
    return (*order_key(reasons), look.grant.pk), line


def _days_left(grant: ShareGrant, now: datetime) -> int:
    """Calendar days of the patient's place until the grant ends."""
    zone = ZoneInfo(grant.patient.time_zone)
    return (grant.expires_at.astimezone(zone).date() - now.astimezone(zone).date()).days


def _facts(look: Look, rows: Rows, reasons: Reasons) -> tuple[tuple[str, str], ...]:
    patient_id = look.grant.patient_id
    plans, answers = rows.plans.get(patient_id, []), rows.answers.get(patient_id, {})
    signs, notes = rows.signs.get(patient_id, LastDay()), rows.notes.get(patient_id, LastDay())
    return (
        (_("きょうの計画"), words.plan_words(look, plans)),
        (_("この14夜"), words.nights_words(look, plans, answers)),
        (_("至急のしるし"), words.last_day_words(look, ShareCategory.SIDE_EFFECTS, signs)),
        (_("医師に伝えたいメモ"), words.last_day_words(look, ShareCategory.NOTES, notes)),
        (_("ALT(最後の値)"), words.alt_words(look, rows.alt.get(patient_id))),
        (_("次の受診"), words.visit_words(look, reasons.next_visit_on)),
        (_("共有の終わり"), words.left_words(reasons.days_left)),
    )
