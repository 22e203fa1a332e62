"""The dose of the night: what was planned, what was answered. Three queries."""

from datetime import date

from django.utils.translation import gettext as _

from diary.doses.queries.tonight import NightCard, amount_label, night_card
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.nights import Night
from ..domain.period import FREE, Period
from ..domain.states import State
from ..month.day import Nights, read_nights
from ..visit_summary.doses import answer_of, night_words, nights_of
from ..visit_summary.labels import SEPARATOR, state_words
from ..visit_summary.plan import build_plan, plan_now
from .group import Group, or_unrecorded


def night_group(viewer: Viewer, *, day: date, today: date) -> Group:
    read = read_nights(viewer, day, day)
    period = Period(FREE, day, day)
    answers = {night: answer_of(dose) for night, dose in read.doses.items()}
    (night,) = nights_of(viewer, period, read.read, answers, today=today)
    card = night_card(read.plans, read.doses, day, today=today)
    facts = [(_("計画"), _plan(viewer, period, read, night, card)), *_answer(viewer, night, card)]
    changed = card.dose is not None and card.dose.changed_at is not None
    marks = (_("あとで修正"),) if changed else ()
    return Group(_("%sの薬") % card.label, facts=or_unrecorded(facts), marks=marks)


def _plan(viewer: Viewer, period: Period, read: Nights, night: Night, card: NightCard) -> str:
    """``4.5mg・夜 22:00・カプセル``: what holds for this night, not what was taken."""
    if viewer.may_read(ShareCategory.PLAN) and not night.plan_known:
        return state_words(State.NOT_RECORDED) if not read.read.ever else _("計画は不明")
    amount, how = plan_now(build_plan(viewer, period, read.plans, (night,)))
    if card.plan and night.planned_mg is not None and not night.paused:
        amount = amount_label(night.planned_mg, card.plan.regimen)
    return SEPARATOR.join(filter(None, (amount, how)))


def _answer(viewer: Viewer, night: Night, card: NightCard) -> list[tuple[str, str]]:
    """The answer, and the hour of a dose that was taken."""
    if not viewer.may_read(ShareCategory.DOSES):
        return [(_("服用"), state_words(State.NOT_SHARED))]
    answer = (_("服用"), night_words(night))
    return [answer, (_("飲んだ時刻"), card.taken_label)] if card.taken else [answer]
