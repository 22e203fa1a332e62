"""What the staircase shows, out of the plan and the nights of a period."""

from datetime import date

from django.utils.translation import gettext as _

from diary.doses.domain.titration import AMOUNT_KINDS, Kind

from ..charts.axis import Backdrop
from ..charts.doses import Mark, Sign
from ..charts.weekly import Step
from ..domain.nights import Night, Stretch, count_nights, stretches
from ..domain.states import State
from ..domain.visit_summary import VisitSummary
from .labels import amount_words, pause_words, short_day, state_words

SLOT_KINDS = (Kind.TO_MORNING, Kind.TO_EVENING)


def steps(summary: VisitSummary) -> list[Step]:
    """Nights on which a dose was planned, amount by amount; the time of day cuts no step."""
    found: list[Step] = []
    for run in summary.plan.stretches:
        if run.planned_mg is None or run.paused:
            continue
        amount_mg = float(run.planned_mg)
        last = found[-1] if found else None
        if last and last.amount_mg == amount_mg and (run.first - last.last).days == 1:
            found[-1] = Step(last.first, run.last, amount_mg)
        else:
            found.append(Step(run.first, run.last, amount_mg))
    return found


def signs(summary: VisitSummary) -> list[Sign]:
    """Words over the staircase: a switch between night and morning, a pause, the end."""
    switch = {Kind.TO_MORNING: _("夜→朝"), Kind.TO_EVENING: _("朝→夜"), Kind.END: _("終わり")}
    found = [
        Sign(line.on_day, switch[line.kind]) for line in summary.plan.lines if line.kind in switch
    ]
    found += [Sign(run.first, pause_words(run.pause_reason)) for run in _pauses(summary)]
    return sorted(found, key=lambda sign: sign.day)


def backdrop(summary: VisitSummary) -> Backdrop:
    """What stands behind every chart: changes of amount or time of day, and pauses."""
    changes = {
        line.on_day
        for line in summary.plan.lines
        if line.kind in SLOT_KINDS
        or (line.kind in AMOUNT_KINDS and line.amount_mg != line.before_mg)
    }
    pauses = tuple((run.first, run.last) for run in _pauses(summary))
    return Backdrop(tuple(sorted(changes)), pauses)


def other_amounts(summary: VisitSummary) -> list[tuple[date, float]]:
    """Nights on which not the planned amount was taken, as far as both are known."""
    return [
        (night.day, float(night.answer.amount_mg))
        for night in summary.nights.nights
        if night.answer
        and night.answer.amount_mg is not None
        and night.answer.amount_mg != night.planned_mg
    ]


def marks(summary: VisitSummary) -> list[tuple[date, Mark]]:
    return [(night.day, _mark(night)) for night in summary.nights.nights if night.answer]


def _mark(night: Night) -> Mark:
    if not night.answer.taken:
        return Mark.SKIPPED
    return Mark.TAKEN_LATER if night.answer.later else Mark.TAKEN


def table(summary: VisitSummary) -> list[tuple[str, ...]]:
    """A row for each stretch of nights that the plan treats alike."""
    doses_shared = summary.nights.state is not State.NOT_SHARED
    rows = []
    for run in stretches(summary.nights.nights):
        inside = [n for n in summary.nights.nights if run.first <= n.day <= run.last]
        counts = count_nights(inside)
        if not counts.recorded and run.planned_mg is None and summary.plan.state is State.PRESENT:
            continue
        cells = (counts.that_night, counts.later, counts.skipped, counts.unrecorded)
        rows.append(
            (
                f"{short_day(run.first)}–{short_day(run.last)}",
                _planned_words(run, summary.plan.state),
                *(_count_words(cell, doses_shared) for cell in cells),
            )
        )
    return rows


def _planned_words(run: Stretch, state: State) -> str:
    if state is State.NOT_SHARED:
        return state_words(state)
    if run.paused:
        return pause_words(run.pause_reason)
    if run.planned_mg is None:
        return _("計画なし") if run.plan_known else _("計画は不明")
    slot = _("朝") if run.morning else _("夜")
    return f"{amount_words(run.planned_mg)} {slot}"


def _count_words(nights: int | None, shared: bool) -> str:
    if not shared:
        return state_words(State.NOT_SHARED)
    return _("不明") if nights is None else str(nights)


def _pauses(summary: VisitSummary) -> list[Stretch]:
    return [run for run in summary.plan.stretches if run.paused]
