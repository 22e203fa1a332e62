"""Four weeks at a glance: three queries, whatever the age of the diary."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext as _

from diary.doses.domain.amounts import plain
from diary.doses.domain.titration import PlannedNight
from diary.doses.models import Dose
from diary.symptoms.models import SymptomRating
from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import day_label

from ..domain.grid import DoseAnswer, Window, cell_state, window_of
from ..domain.nights import CellState
from .day import DayDetail, Nights, day_detail, read_nights

WEEKDAYS = "月火水木金土日"


@dataclass(frozen=True, slots=True)
class Cell:
    """One day. ``amount``: mg that were taken, "" when none was; ``worst``: the strongest symptom
    score of the day, None when none was given; ``address``: the page with that day open."""

    day: date
    state: CellState
    amount: str
    worst: int | None
    words: str
    is_today: bool
    names_month: bool
    address: str

    @property
    def can_open(self) -> bool:
        return self.state is not CellState.TO_COME


@dataclass(frozen=True, slots=True)
class Month:
    """``weeks`` of seven cells each, under the names of ``weekdays``; ``detail``: an open day."""

    title: str
    weekdays: tuple[str, ...]
    weeks: tuple[tuple[Cell, ...], ...]
    window: Window
    detail: DayDetail | None


def build_month(
    viewer: Viewer, *, wanted: date, today: date, week_starts_on: int, is_open: bool = False
) -> Month:
    """The four weeks that show ``wanted``, with that day opened if ``is_open``.

    Three queries, four more for an open day.
    """
    window = window_of(wanted, today=today, week_starts_on=week_starts_on)
    nights = read_nights(viewer, window.first, window.last)
    worst = worst_by_day(viewer, window.first, window.last)
    home = reverse("month:month")  # once: 28 look-ups of an address cost more than the queries
    planned = planned_by_day(nights, window)
    cells = [
        _cell(
            day,
            today=today,
            dose=nights.doses.get(day),
            planned=planned.get(day),
            worst=worst.get(day),
            names_month=day in (window.first, day.replace(day=1)),
            home=home,
        )
        for day in window.days()
    ]
    starts = range(week_starts_on, week_starts_on + 7)
    return Month(
        title=_("%(first)sから%(last)s")
        % {"first": day_label(window.first), "last": day_label(window.last)},
        weekdays=tuple(WEEKDAYS[place % 7] for place in starts),
        weeks=tuple(tuple(cells[place : place + 7]) for place in range(0, len(cells), 7)),
        window=window,
        detail=day_detail(viewer, nights, day=wanted, today=today) if is_open else None,
    )


def planned_by_day(nights: Nights, window: Window) -> dict[date, PlannedNight]:
    """What was planned for the days of ``window`` that a plan covers; each plan is folded once."""
    return {
        night.day: night
        for plan in reversed(nights.plans)
        for night in plan.nights(window.first, window.last)
        if plan.covers(night.day)
    }


def worst_by_day(viewer: Viewer, first: date, last: date) -> Mapping[date, int]:
    """The strongest symptom score of each day that has one."""
    ratings = SymptomRating.objects.visible_to(viewer).during(first, last)
    return dict(ratings.values_list("day").annotate(worst=Max("score")))


def _cell(
    day: date,
    *,
    today: date,
    dose: Dose | None,
    planned: PlannedNight | None,
    worst: int | None,
    names_month: bool,
    home: str,
) -> Cell:
    answer = DoseAnswer(dose.status == Dose.Status.TAKEN, dose.filled_later) if dose else None
    state = cell_state(day, today=today, answer=answer, planned=planned)
    amount = plain(dose.amount_mg) if dose and dose.amount_mg is not None else ""
    is_today = day == today
    return Cell(
        day=day,
        state=state,
        amount=amount,
        worst=worst,
        words=cell_words(day, state, amount=amount, worst=worst, is_today=is_today),
        is_today=is_today,
        names_month=names_month,
        address=f"{home}{day}/",
    )


def cell_state_words(state: CellState) -> str:
    return {
        CellState.TAKEN: _("飲んだ"),
        CellState.TAKEN_LATER: _("飲んだ(後日に記録)"),
        CellState.SKIPPED: _("飲まなかった"),
        CellState.UNRECORDED: _("未記録"),
        CellState.PAUSED: _("お休み"),
        CellState.NO_PLAN: _("計画なし"),
        CellState.UNKNOWN: _("計画は不明"),
        CellState.TO_COME: _("これから"),
    }[state]


LEGEND = (
    CellState.TAKEN,
    CellState.TAKEN_LATER,
    CellState.SKIPPED,
    CellState.UNRECORDED,
    CellState.PAUSED,
)


def legend() -> list[tuple[str, str]]:
    """Shape and words, in the order of the page."""
    return [(state, cell_state_words(state)) for state in LEGEND]


def cell_words(day, state: CellState, *, amount: str, worst: int | None, is_today: bool) -> str:
    """``11月5日(木) 飲んだ 4.5mg いちばん強い症状 7``"""
    parts = [_("今日") if is_today else "", day_label(day), cell_state_words(state)]
    parts.append(f"{amount}mg" if amount else "")
    parts.append(_("いちばん強い症状 %d") % worst if worst is not None else "")
    return " ".join(part for part in parts if part)
