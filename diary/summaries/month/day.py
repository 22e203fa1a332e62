"""One day in words: the dose, the check-in and the note."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from diary.doses.models import Dose
from diary.doses.models.plan_in_force import PlanInForce, PlansRead, read_plans
from diary.doses.queries.tonight import NightCard, night_card
from diary.symptoms.domain.effect_labels import effect_words
from diary.symptoms.models import DayNote, SideEffect, Sleep
from diary.symptoms.queries.day_answers import DayAnswers, answers_of_day
from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import day_label, short_clock_label


@dataclass(frozen=True, slots=True)
class Nights:
    """The answers to dose days, and the plans that cover them."""

    doses: dict[date, Dose]
    read: PlansRead

    @property
    def plans(self) -> list[PlanInForce]:
        return self.read.plans


@dataclass(frozen=True, slots=True)
class DayDetail:
    """``facts``: pairs of what and how it was; empty groups are left out, nothing is invented.

    ``dose`` is "" when none was recorded. ``can_edit_dose``: a plan covers the day.
    """

    day: date
    title: str
    night: NightCard
    dose: str
    facts: tuple[tuple[str, str], ...]
    note: str
    tell_doctor: bool
    has_check_in: bool
    is_filled_later: bool
    can_edit_dose: bool


def read_nights(viewer: Viewer, first: date, last: date) -> Nights:
    """Doses and plans from ``first`` to ``last``, both inclusive. Two queries."""
    doses = Dose.objects.visible_to(viewer).during(first, last)
    read = read_plans(viewer, first, last)
    return Nights({dose.dose_day: dose for dose in doses}, read)


def build_day(viewer: Viewer, *, day: date, today: date) -> DayDetail:
    """One day by itself. Six queries."""
    return day_detail(viewer, read_nights(viewer, day, day), day=day, today=today)


def day_detail(viewer: Viewer, nights: Nights, *, day: date, today: date) -> DayDetail:
    """One day out of ``nights`` that were read already. Four queries."""
    night = night_card(nights.plans, nights.doses, day, today=today)
    answers = answers_of_day(viewer, day)
    note = answers.note
    rows = [*answers.ratings.values(), *answers.effects.values(), answers.sleep, note]
    return DayDetail(
        day=day,
        title=day_label(day),
        night=night,
        dose=_dose_words(night),
        facts=tuple(_facts(answers)),
        note=note.text if note else "",
        tell_doctor=bool(note and note.tell_doctor),
        has_check_in=not answers.is_empty,
        is_filled_later=any(row is not None and row.filled_later for row in rows),
        can_edit_dose=night.plan is not None,
    )


def _dose_words(night: NightCard) -> str:
    """``飲んだ 午後10時05分 4.5mg``"""
    dose = night.dose
    if dose is None:
        return ""
    if dose.status == Dose.Status.SKIPPED:
        reason = dose.get_skip_reason_display()
        return _("飲まなかった(%s)") % reason if reason else _("飲まなかった")
    return " ".join(part for part in (_("飲んだ"), night.taken_label, night.amount_label) if part)


def _facts(answers: DayAnswers) -> Iterator[tuple[str, str]]:
    ratings = sorted(answers.ratings.values(), key=lambda row: row.symptom.position)
    yield from ((row.symptom.name, str(row.score)) for row in ratings)
    if answers.sleep:
        yield from (fact for fact in sleep_facts(answers.sleep) if fact[1])
    if answers.effects:
        yield _("副作用かもしれないこと"), _effects_words(answers)
    if words := unusual_words(answers.note):
        yield _("いつもとちがうこと"), words


def unusual_words(note: DayNote | None) -> str:
    """Whether something was unusual; "" when nobody answered."""
    if note is None or note.unusual is None:
        return ""
    return _("あった") if note.unusual else _("なかった")


def sleep_facts(sleep: Sleep) -> Iterator[tuple[str, str]]:
    """Every question about the sleep with its answer, "" where there is none."""
    yield _("寝つけない・眠れない"), sleep.get_insomnia_display() or ""
    yield _("はっきりした夢"), sleep.get_vivid_dreams_display() or ""
    yield _("眠りの質(10がよい)"), "" if sleep.quality is None else str(sleep.quality)
    yield _("ふとんに入った〜起きた"), _bed_words(sleep)
    yield _("目がさめた回数"), "" if sleep.times_awake is None else _("%d回") % sleep.times_awake


def _bed_words(sleep: Sleep) -> str:
    if not (sleep.bed_at or sleep.up_at):
        return ""
    ends = [short_clock_label(at) if at else _("未記録") for at in (sleep.bed_at, sleep.up_at)]
    return "〜".join(ends)


def _effects_words(answers: DayAnswers) -> str:
    if answers.said_none:
        return _("なし")
    rows = [row for kind, row in answers.effects.items() if kind != SideEffect.NONE_TODAY]
    return "、".join(_effect_words(row) for row in rows)


def _effect_words(row: SideEffect) -> str:
    words = effect_words(row.kind)
    return f"{words}({row.get_severity_display()})" if row.severity else words
