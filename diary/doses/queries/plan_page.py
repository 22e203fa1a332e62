"""The plan's own page: what holds now, what comes, and the whole history."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import full_day_label

from ..domain.titration import AMOUNT_KINDS, Kind, PlannedNight
from ..models import RegimenEvent
from ..models.plan_in_force import PlanInForce, current_plan
from .tonight import amount_label


@dataclass(frozen=True, slots=True)
class HistoryLine:
    """One line of the plan as people read it."""

    id: int
    day_label: str
    words: str
    reason: str
    note: str
    withdrawn: bool
    withdrawn_note: str
    upcoming: bool
    names_amount: bool
    can_withdraw: bool


@dataclass(frozen=True, slots=True)
class PlanPage:
    """``plan`` None: nothing was entered yet. ``tonight``: what holds on today's dose day."""

    plan: PlanInForce | None
    tonight: PlannedNight | None = None
    amount_label: str = ""
    covers_today: bool = False
    history: tuple[HistoryLine, ...] = ()


def build_plan_page(viewer: Viewer, *, today: date) -> PlanPage:
    """The patient's plan at dose day ``today``."""
    plan = current_plan(viewer, today=today)
    if plan is None:
        return PlanPage(None)
    tonight = plan.night(today)
    return PlanPage(
        plan=plan,
        tonight=tonight,
        amount_label=amount_label(tonight.amount_mg, plan.regimen),
        covers_today=plan.covers(today),
        history=tuple(history_line(row, plan=plan, today=today) for row in plan.rows),
    )


def history_line(row: RegimenEvent, *, plan: PlanInForce, today: date) -> HistoryLine:
    """One line with its words; a withdrawn line stays readable."""
    return HistoryLine(
        id=row.pk,
        day_label=full_day_label(row.on_day),
        words=_words(row, plan),
        reason=row.get_reason_display() if row.reason else "",
        note=row.note,
        withdrawn=row.withdrawn_at is not None,
        withdrawn_note=row.withdrawn_note,
        upcoming=row.on_day > today,
        names_amount=Kind(row.kind) in AMOUNT_KINDS,
        can_withdraw=row.withdrawn_at is None and row.kind != Kind.START,
    )


def _words(row: RegimenEvent, plan: PlanInForce) -> str:
    amount = amount_label(row.amount_mg, plan.regimen)
    clock = f"{row.usual_time:%H:%M}" if row.usual_time else ""
    words = {
        Kind.START: _("%(amount)s ではじめる"),
        Kind.STEP_UP: _("%(amount)s に増やす"),
        Kind.STEP_BACK: _("%(amount)s に減らす"),
        Kind.HOLD: _("%(amount)s のまま据え置く"),
        Kind.TO_MORNING: _("夜から朝に変える %(clock)s"),
        Kind.TO_EVENING: _("朝から夜に変える %(clock)s"),
        Kind.TIME: _("いつもの時刻を %(clock)s にする"),
        Kind.PAUSE: _("お休みする"),
        Kind.RESUME: _("再開する"),
        Kind.END: _("この日から飲まない(計画の終わり)"),
    }[plan.kinds[row.pk]]
    return (words % {"amount": amount, "clock": clock}).strip()
