"""The home page: which night it fills, what was answered, and the last week. Two queries."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of
from ldn_app.ui.dates import clock_on_night_label, day_label

from ..domain.amounts import millilitres, plain
from ..domain.first_week import in_first_week
from ..domain.titration import PlannedNight, Slot
from ..models import Dose, Regimen, RegimenEvent
from ..models.plan_in_force import PlanInForce, night_for, plan_for, plans_during

NIGHTS_LOOKED_BACK = 7
SHORT_INTERVAL = timedelta(hours=12)
# A page that was opened before the border of two nights may still answer its own night.
PAGE_STAYS_VALID = timedelta(hours=1)
# Until this hour the night before comes first on the page.
NOON = time(12)


@dataclass(frozen=True, slots=True)
class AdjacentNight:
    """The evening before or after, free to take the answer over."""

    day: date
    label: str


@dataclass(frozen=True, slots=True)
class NightCard:
    """One dose day as a page shows it. ``dose`` None: not recorded."""

    day: date
    label: str
    planned: PlannedNight
    amount_label: str
    dose: Dose | None
    plan: PlanInForce | None
    moves: tuple[AdjacentNight, ...] = ()

    @property
    def taken(self) -> bool:
        return self.dose is not None and self.dose.status == Dose.Status.TAKEN

    @property
    def taken_label(self) -> str:
        """When the dose was taken, on the clock of the place where it was taken."""
        if not self.taken or self.dose.taken_at is None:
            return ""
        local = self.dose.taken_at.astimezone(ZoneInfo(self.dose.time_zone))
        return clock_on_night_label(local, self.day)

    @property
    def answer_label(self) -> str:
        """「飲んだ」と記録しました(午後10時05分), 「飲まなかった」と…, or いまは未記録です."""
        if self.dose is None:
            return _("いまは未記録です")
        if not self.taken:
            return _("「飲まなかった」と記録しました")
        if not self.taken_label:
            return _("「飲んだ」と記録しました")
        return _("「飲んだ」と記録しました(%(time)s)") % {"time": self.taken_label}

    @property
    def state_label(self) -> str:
        """「11月29日(日)の夜の分: 「飲んだ」と記録しました(午後10時05分)」."""
        return f"{self.label}: {self.answer_label}"

    @property
    def pause_reason_label(self) -> str:
        reasons = dict(RegimenEvent.PauseReason.choices)
        return str(reasons.get(self.planned.pause_reason, ""))


@dataclass(frozen=True, slots=True)
class Tonight:
    """Everything that the home page shows.

    ``last_night``: the night before, which comes first between the start of the day and noon; else
    None. ``said_night``: the night that was answered just now, to be named on the page; else None.
    ``undo_stands_out``: within half an hour of the answer. ``recent_dose``: words for the last
    recorded dose when it was less than 12 hours ago and this night is unanswered, else "".
    ``changes_at``: from when on another night comes first.
    ``over_at``: when the buttons of a page left open stop being accepted.
    ``starts_on``: the first day of a plan that has not begun, else None. ``first_week``: of a
    start or a step up.
    """

    card: NightCard
    week: tuple[NightCard, ...]
    has_plan: bool
    starts_on: date | None
    undo_stands_out: bool
    recent_dose: str
    over_at: datetime
    changes_at: datetime
    ask_again: bool = False
    first_week: bool = False
    last_night: NightCard | None = None
    said_night: NightCard | None = None


def build_tonight(
    viewer: Viewer,
    *,
    patient: Patient,
    now: datetime,
    ask_again: bool = False,
    said_day: date | None = None,
) -> Tonight:
    """The home page of ``patient`` at ``now`` (aware). ``said_day``: was answered just now."""
    clock = clock_of(patient)
    today = clock.day_of(now)
    first = today - timedelta(days=NIGHTS_LOOKED_BACK)
    plans = plans_during(viewer, first, today)
    doses = {dose.dose_day: dose for dose in Dose.objects.visible_to(viewer).during(first, today)}
    card = night_card(plans, doses, today, today=today)
    current = plan_for(plans, today) or (plans[-1] if plans else None)
    waiting = current is not None and not current.covers(today) and current.started_day
    nights = tuple(
        night_card(plans, doses, today - timedelta(days=back), today=today)
        for back in range(1, NIGHTS_LOOKED_BACK + 1)
        if plan_for(plans, today - timedelta(days=back))
    )
    noon, next_start = clock.moment_on(today, NOON), clock.starts(today + timedelta(days=1))
    last_night = _last_night(card, nights, is_morning=now < noon)
    return Tonight(
        card=card,
        week=tuple(night for night in nights if night is not last_night),
        has_plan=card.plan is not None,
        starts_on=current.started_day if waiting and current.started_day > today else None,
        undo_stands_out=card.dose is not None and now <= card.dose.undo_ends_at,
        recent_dose="" if card.dose else recent_dose_label(doses.values(), now=now),
        over_at=next_start + PAGE_STAYS_VALID,
        changes_at=noon if now < noon else next_start,
        ask_again=ask_again,
        first_week=_is_new(card),
        last_night=last_night,
        said_night=next((night for night in (card, *nights) if night.day == said_day), None),
    )


def _last_night(
    card: NightCard, nights: tuple[NightCard, ...], *, is_morning: bool
) -> NightCard | None:
    """The night before, while it is still what "tonight" means to somebody who wakes up.

    Not where today's dose is one of the morning: that one is to be taken now.
    """
    before = nights[0] if nights and nights[0].day == card.day - timedelta(days=1) else None
    if before is None or not is_morning or card.planned.slot is Slot.MORNING:
        return None
    return before if before.dose or not before.planned.paused else None


def _is_new(card: NightCard) -> bool:
    if card.plan is None or card.planned.paused:
        return False
    return in_first_week(card.plan.events, card.day)


def took_recently(viewer: Viewer, *, dose_day: date, now: datetime) -> bool:
    """Whether a dose of another night was taken less than 12 hours before ``now``."""
    doses = Dose.objects.visible_to(viewer).exclude(dose_day=dose_day)
    return doses.filter(taken_at__gt=now - SHORT_INTERVAL, taken_at__lte=now).exists()


def night_card(
    plans: list[PlanInForce], doses: dict[date, Dose], day: date, *, today: date
) -> NightCard:
    """One night from what was read already."""
    plan = plan_for(plans, day)
    planned = night_for(plans, day)
    dose = doses.get(day)
    amount_mg = dose.amount_mg if dose and dose.amount_mg else planned.amount_mg
    return NightCard(
        day=day,
        label=dose_day_label(day, planned.slot),
        planned=planned,
        amount_label=amount_label(amount_mg, plan.regimen if plan else None),
        dose=dose,
        plan=plan,
        moves=_free_neighbours(plan, doses, day, today=today) if plan and dose else (),
    )


def _free_neighbours(
    plan: PlanInForce, doses: dict[date, Dose], day: date, *, today: date
) -> tuple[AdjacentNight, ...]:
    near = (day - timedelta(days=1), day + timedelta(days=1))
    return tuple(
        AdjacentNight(to_day, dose_day_label(to_day, plan.night(to_day).slot))
        for to_day in near
        if to_day <= today and to_day not in doses and plan.covers(to_day)
    )


def dose_day_label(day: date, slot: Slot) -> str:
    """``11月22日(日)の夜の分``, or 朝の分 for a dose that is taken in the morning."""
    words = _("%(day)sの朝の分") if slot is Slot.MORNING else _("%(day)sの夜の分")
    return words % {"day": day_label(day)}


def amount_label(amount_mg: Decimal | None, regimen: Regimen | None) -> str:
    """``4.5mg``; for a liquid with its strength ``4.5mg(4.5mL)``, as entered, not as advice."""
    if amount_mg is None:
        return ""
    if regimen is None or not regimen.strength_mg_per_ml:
        return f"{plain(amount_mg)}mg"
    volume = millilitres(amount_mg, regimen.strength_mg_per_ml)
    return f"{plain(amount_mg)}mg({plain(volume)}mL)"


def recent_dose_label(doses, *, now: datetime) -> str:
    """Words for the last dose when it was taken less than 12 hours before ``now``, else ""."""
    times = [dose.taken_at for dose in doses if dose.taken_at and dose.taken_at <= now]
    if not times or now - max(times) >= SHORT_INTERVAL:
        return ""
    hours, rest = divmod(int((now - max(times)).total_seconds()), 3600)
    if not hours:
        return _("%(minutes)s分") % {"minutes": rest // 60}
    return _("%(hours)s時間%(minutes)s分") % {"hours": hours, "minutes": rest // 60}
