"""The rows behind the list: one query for each model, however many patients there are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Count, F, Max, Q, Window
from django.db.models.functions import RowNumber

from diary.doses.domain.titration import PlanEvent
from diary.doses.models import Dose, Regimen
from diary.doses.models.carried import brief_lines_through
from diary.doses.models.plan_in_force import PlanInForce, plan_of
from diary.labs.models import LabResult
from diary.summaries.domain.nights import NightAnswer
from diary.symptoms.domain.answers import URGENT_PREFIX
from diary.symptoms.models import DayNote, SideEffect
from diary.visits.models import Visit
from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import Viewer, viewer_through
from ldn_app.clock import today_of

NIGHTS = 14
SIGN_DAYS = 90  # How far back signs and flagged notes are looked for.


@dataclass(frozen=True, slots=True)
class ListedPatient:
    """One patient through one grant. ``today``: the dose day that is still open for them."""

    grant: ShareGrant
    viewer: Viewer
    today: date


class ListedPlan(PlanInForce):
    """A plan whose lines were read in columns already."""

    @cached_property
    def events(self) -> tuple[PlanEvent, ...]:
        return self.rows


@dataclass(frozen=True, slots=True)
class LastDay:
    """The latest day of something. ``rows``: how many answers there are that could have been."""

    day: date | None = None
    rows: int = 0


@dataclass(frozen=True, slots=True)
class Rows:
    """What the order looks at, by patient id; nothing of a category that the grant leaves out."""

    signs: Mapping[int, LastDay]
    notes: Mapping[int, LastDay]
    visits: Mapping[int, date]


@dataclass(frozen=True, slots=True)
class Details:
    """What else stands on a card, by patient id; as ``Rows``. ``had_a_plan``: for whom a plan is
    recorded, whichever days it covers."""

    plans: Mapping[int, list[PlanInForce]]
    had_a_plan: frozenset[int]
    answers: Mapping[int, dict[date, NightAnswer]]
    alt: Mapping[int, LabResult]


def listed_through(grant: ShareGrant, *, user_id: int, now: datetime) -> ListedPatient:
    """Raises GrantNotLive."""
    viewer = viewer_through(grant, user_id=user_id, now=now)
    return ListedPatient(grant, viewer, today_of(grant.patient, now))


def read_rows(patients: Iterable[ListedPatient]) -> Rows:
    """What puts ``patients`` in order. Three queries for any number of them."""
    patients = list(patients)
    return Rows(
        signs=_last_days(SideEffect, patients, Q(kind__startswith=URGENT_PREFIX)),
        notes=_last_days(DayNote, patients, Q(tell_doctor=True)),
        visits=_visits(patients),
    )


def read_details(patients: Iterable[ListedPatient]) -> Details:
    """What the cards of ``patients`` show. Four queries for any number of them."""
    patients = list(patients)
    regimens = _regimens(patients)
    return Details(
        plans=_plans(patients, regimens),
        had_a_plan=frozenset(regimen.patient_id for regimen in regimens),
        answers=_answers(patients),
        alt=_alt(patients),
    )


def _viewers(patients: list[ListedPatient], *, back: int) -> list[Viewer]:
    """The viewers of ``patients``, who read no more than the latest ``back`` days before today.

    Not every patient has the same today: the earliest counts, and the words keep to each one's
    own days. So narrowed, most grants open the same days, and one condition is for all of them.
    """
    earliest = min(listed.today for listed in patients) - timedelta(days=back)
    return [listed.viewer.from_day(earliest) for listed in patients]


def _regimens(patients: list[ListedPatient]) -> list[Regimen]:
    found = Regimen.objects.visible_through([listed.viewer for listed in patients])
    return list(found.order_by("created_at", "id"))


def _plans(patients: list[ListedPatient], regimens: list[Regimen]) -> dict[int, list[PlanInForce]]:
    """Those that cover any of the nights on a card, with what held before the shared days."""
    earliest = min(listed.today for listed in patients) - timedelta(days=NIGHTS)
    regimens = [one for one in regimens if one.ended_day is None or one.ended_day > earliest]
    owners = {listed.grant.patient_id: listed.grant.patient for listed in patients}
    lines = brief_lines_through(
        [listed.viewer for listed in patients], [one.pk for one in regimens]
    )
    plans = defaultdict(list)
    for regimen in regimens:
        if lines.has(regimen.pk):
            plan = plan_of(regimen, owners[regimen.patient_id], lines, ListedPlan)
            plans[regimen.patient_id].append(plan)
    return plans


def _answers(patients: list[ListedPatient]) -> dict[int, dict[date, NightAnswer]]:
    rows = Dose.objects.visible_through(_viewers(patients, back=NIGHTS))
    answers = defaultdict(dict)
    columns = ("patient_id", "dose_day", "status", "amount_mg", "filled_later")
    for patient_id, day, status, amount_mg, later in rows.values_list(*columns):
        taken = status == Dose.Status.TAKEN
        answers[patient_id][day] = NightAnswer(taken=taken, amount_mg=amount_mg, later=later)
    return answers


def _last_days(model, patients: list[ListedPatient], wanted: Q) -> dict[int, LastDay]:
    rows = model.objects.visible_through(_viewers(patients, back=SIGN_DAYS - 1))
    grouped = rows.order_by().values("patient_id")
    found = grouped.annotate(last=Max("day", filter=wanted), rows=Count("pk"))
    return {row["patient_id"]: LastDay(row["last"], row["rows"]) for row in found}


def _alt(patients: list[ListedPatient]) -> dict[int, LabResult]:
    """The last of each; the database leaves the older ones where they are."""
    rows = LabResult.objects.visible_through([listed.viewer for listed in patients])
    latest_first = Window(
        RowNumber(), partition_by="patient_id", order_by=[F("collected_on").desc(), F("pk").desc()]
    )
    last = rows.filter(item_key="alt").annotate(place=latest_first).filter(place=1)
    return {row.patient_id: row for row in last}


def _visits(patients: list[ListedPatient]) -> dict[int, date]:
    """The next appointment of each, today's included."""
    today = {listed.grant.patient_id: listed.today for listed in patients}
    rows = Visit.objects.visible_through(_viewers(patients, back=0)).planned()
    coming: dict[int, date] = {}
    for patient_id, day in rows.order_by("visited_on").values_list("patient_id", "visited_on"):
        if day >= today[patient_id]:
            coming.setdefault(patient_id, day)
    return coming
