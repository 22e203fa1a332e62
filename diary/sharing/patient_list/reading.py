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
class Look:
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


def look_through(grant: ShareGrant, *, user_id: int, now: datetime) -> Look:
    """Raises GrantNotLive."""
    viewer = viewer_through(grant, user_id=user_id, now=now)
    return Look(grant, viewer, today_of(grant.patient, now))


def read_rows(looks: Iterable[Look]) -> Rows:
    """For any number of patients, who stand in an order. Three queries; one look for each."""
    looks = list(looks)
    return Rows(
        signs=_last_days(SideEffect, looks, Q(kind__startswith=URGENT_PREFIX)),
        notes=_last_days(DayNote, looks, Q(tell_doctor=True)),
        visits=_visits(looks),
    )


def read_details(looks: Iterable[Look]) -> Details:
    """For those whose cards are shown. Four queries; one look for each patient."""
    looks = list(looks)
    regimens = _regimens(looks)
    return Details(
        plans=_plans(looks, regimens),
        had_a_plan=frozenset(regimen.patient_id for regimen in regimens),
        answers=_answers(looks),
        alt=_alt(looks),
    )


def _viewers(looks: list[Look], *, back: int) -> list[Viewer]:
    """The viewers of ``looks``, who read no more than the latest ``back`` days before today.

    Not every patient has the same today: the earliest counts, and the words keep to each one's
    own days. So narrowed, most grants open the same days, and one condition is for all of them.
    """
    earliest = min(look.today for look in looks) - timedelta(days=back)
    return [look.viewer.from_day(earliest) for look in looks]


def _regimens(looks: list[Look]) -> list[Regimen]:
    found = Regimen.objects.visible_through([look.viewer for look in looks])
    return list(found.order_by("created_at", "id"))


def _plans(looks: list[Look], regimens: list[Regimen]) -> dict[int, list[PlanInForce]]:
    """Those that cover any of the nights on a card, with what held before the shared days."""
    earliest = min(look.today for look in looks) - timedelta(days=NIGHTS)
    regimens = [one for one in regimens if one.ended_day is None or one.ended_day > earliest]
    patients = {look.grant.patient_id: look.grant.patient for look in looks}
    lines = brief_lines_through([look.viewer for look in looks], [one.pk for one in regimens])
    plans = defaultdict(list)
    for regimen in regimens:
        if lines.has(regimen.pk):
            plan = plan_of(regimen, patients[regimen.patient_id], lines, ListedPlan)
            plans[regimen.patient_id].append(plan)
    return plans


def _answers(looks: list[Look]) -> dict[int, dict[date, NightAnswer]]:
    rows = Dose.objects.visible_through(_viewers(looks, back=NIGHTS))
    answers = defaultdict(dict)
    columns = ("patient_id", "dose_day", "status", "amount_mg", "filled_later")
    for patient_id, day, status, amount_mg, later in rows.values_list(*columns):
        taken = status == Dose.Status.TAKEN
        answers[patient_id][day] = NightAnswer(taken=taken, amount_mg=amount_mg, later=later)
    return answers


def _last_days(model, looks: list[Look], wanted: Q) -> dict[int, LastDay]:
    rows = model.objects.visible_through(_viewers(looks, back=SIGN_DAYS - 1))
    grouped = rows.order_by().values("patient_id")
    found = grouped.annotate(last=Max("day", filter=wanted), rows=Count("pk"))
    return {row["patient_id"]: LastDay(row["last"], row["rows"]) for row in found}


def _alt(looks: list[Look]) -> dict[int, LabResult]:
    """The last of each; the database leaves the older ones where they are."""
    rows = LabResult.objects.visible_through([look.viewer for look in looks])
    latest_first = Window(
        RowNumber(), partition_by="patient_id", order_by=[F("collected_on").desc(), F("pk").desc()]
    )
    last = rows.filter(item_key="alt").annotate(place=latest_first).filter(place=1)
    return {row.patient_id: row for row in last}


def _visits(looks: list[Look]) -> dict[int, date]:
    """The next appointment of each, today's included."""
    today = {look.grant.patient_id: look.today for look in looks}
    rows = Visit.objects.visible_through(_viewers(looks, back=0)).planned()
    coming: dict[int, date] = {}
    for patient_id, day in rows.order_by("visited_on").values_list("patient_id", "visited_on"):
        if day >= today[patient_id]:
            coming.setdefault(patient_id, day)
    return coming
