"""One page for the doctor in words and charts; the page and the PDF print the same sheet."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from diary.symptoms.models import SideEffect, Sleep

from ldn_app.ui.dates import full_day_label, short_clock_label

from ..charts.style import Style
from ..domain.visit_summary import PlanSection, State, SymptomSummary, VisitSummary
from . import words
from .effect_words import effect_name
from .pictures import Picture, draw_band, draw_bars, draw_doses
from .status import status_lines


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet: words on the left, charts on the right.

    ``instead``: what stands there when there is nothing to show (未記録, なし, …), else "".
    """

    title: str
    instead: str = ""
    facts: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What the template prints. ``name`` may be empty: giving one is up to the patient."""

    name: str
    summary: VisitSummary
    period: str
    remark: str
    made_on: str
    made_clock: str
    staircase_key: str
    band_key: str
    bar_key: str
    status_lines: tuple[str, ...]
    headline: tuple[tuple[str, str, str], ...]
    doses: Part
    symptoms: Part
    symptom_parts: tuple[Part, ...]
    sleep: Part
    side_effects: Part
    notes: Part


def build_sheet(summary: VisitSummary, *, name: str, style: Style) -> VisitSheet:
    return VisitSheet(
        name=name,
        summary=summary,
        period=words.period_words(summary.period),
        remark=words.remark_words(summary.period.remark),
        made_on=full_day_label(summary.made_at.date()),
        made_clock=short_clock_label(summary.made_at),
        staircase_key=words.staircase_key(),
        band_key=words.band_key(),
        bar_key=words.bar_key(),
        status_lines=status_lines(),
        headline=_headline(summary),
        doses=_doses(summary, style),
        symptoms=_other_symptoms(summary),
        symptom_parts=tuple(_symptom(summary, one, style) for one in summary.symptoms.top),
        sleep=_sleep(summary, style),
        side_effects=_side_effects(summary, style),
        notes=_notes(summary),
    )


def _headline(summary: VisitSummary) -> tuple[tuple[str, str, str], ...]:
    """Three boxes: label, figure, a line below it."""
    counts = summary.nights.counts
    nights = words.state_words(summary.nights.state)
    return (
        (
            _("記録できた夜"),
            nights or words.recorded_words(counts),
            "" if nights else words.quality_words(counts),
        ),
        (_("服用"), nights or str(counts.taken), "" if nights else words.taken_words(counts)),
        (_("いまの計画"), *_current_plan(summary.plan)),
    )


def _current_plan(plan: PlanSection) -> tuple[str, str]:
    """The amount of the last night and how it is taken."""
    if plan.state is not State.PRESENT:
        return words.state_words(plan.state), ""
    last = plan.stretches[-1]
    if last.paused:
        return words.pause_words(last.pause_reason), words.form_words(plan, last.morning)
    if last.planned_mg is None:
        return _("計画なし"), ""
    return words.amount_words(last.planned_mg), words.form_words(plan, last.morning)


def _doses(summary: VisitSummary, style: Style) -> Part:
    picture = draw_doses(summary, style)
    plan = words.state_words(summary.plan.state)
    lines = tuple(words.line_words(line) for line in summary.plan.lines)
    if not plan and not lines:
        lines = (_("この期間に計画の変更はありません"),)
    return Part(
        _("服用量"),
        instead="" if picture else words.state_words(summary.nights.state),
        facts=(_("計画: %s") % plan,) if plan else lines,
        pictures=(picture,) if picture else (),
    )


def _other_symptoms(summary: VisitSummary) -> Part:
    """What stands under 「症状」 itself: no charts, the symptoms below the first three."""
    others = tuple(words.other_symptom_words(one) for one in summary.symptoms.others)
    return Part(_("症状"), instead=words.state_words(summary.symptoms.state), facts=others)


def _symptom(summary: VisitSummary, symptom: SymptomSummary, style: Style) -> Part:
    title = _("%s: 週ごとの中央値") % symptom.name
    facts = (
        _("中央値 %s") % words.spread_words(symptom.whole),
        words.course_words(symptom.weekly),
        words.days_words(symptom.whole.count, later=symptom.later, copied=symptom.copied),
        _("10 のめやす: %s") % symptom.anchor if symptom.anchor else "",
    )
    return Part(
        symptom.name,
        facts=tuple(fact for fact in facts if fact),
        pictures=(draw_band(summary, style, title=title, weekly=symptom.weekly),),
    )


def _sleep(summary: VisitSummary, style: Style) -> Part:
    sleep = summary.sleep
    instead = words.state_words(sleep.state)
    if instead:
        return Part(_("眠りと夢"), instead)
    degrees = [label for value, label in Sleep.Degree.choices if value != Sleep.Degree.NONE]
    levels = [str(label) for label in degrees]
    insomnia, dreams = _("寝つけない・眠れない"), _("はっきりした夢")
    facts = (
        words.days_words(sleep.days),
        words.named_spread(_("眠りの質(10がよい)"), sleep.whole),
        words.course_words(sleep.weekly),
        words.named_spread(_("ふとんの中の時間"), sleep.hours_in_bed, unit=_("時間")),
        words.named_spread(_("目がさめた回数"), sleep.times_awake, unit=_("回")),
        words.tally_words(insomnia, sleep.insomnia, levels),
        words.tally_words(dreams, sleep.dreams, levels),
    )
    pictures = []
    if sleep.whole:
        title = _("眠りの質: 週ごとの中央値")
        pictures.append(draw_band(summary, style, title=title, weekly=sleep.weekly))
    for title, tallies in ((insomnia, sleep.insomnia), (dreams, sleep.dreams)):
        if any(tally.answered for tally in tallies):
            pictures.append(draw_bars(summary, style, title=title, tallies=tallies, levels=levels))
    return Part(
        _("眠りと夢"), facts=tuple(fact for fact in facts if fact), pictures=tuple(pictures)
    )


def _side_effects(summary: VisitSummary, style: Style) -> Part:
    effects = summary.side_effects
    title = _("副作用")
    if effects.state is State.NONE:
        none = _("なし(「今日はなし」と答えた日 %s日)") % effects.free_days
        return Part(title, instead=none)
    if effects.state is not State.PRESENT:
        return Part(title, instead=words.state_words(effects.state))
    levels = [str(label) for label in SideEffect.Severity.labels]
    answered = _("答えた日 %(answered)s日(うち「なし」 %(free)s日)") % {
        "answered": effects.answered_days,
        "free": effects.free_days,
    }
    kinds = (words.kind_words(effect_name(kind.kind), kind, levels) for kind in effects.kinds)
    picture = draw_bars(
        summary, style, title=_("その日いちばん強かった副作用"), tallies=effects.tallies, levels=levels
    )
    return Part(title, facts=(answered, *kinds), pictures=(picture,))


def _notes(summary: VisitSummary) -> Part:
    notes = summary.notes
    facts = ()
    if notes.unusual_days:
        days = words.short_days(notes.unusual_days)
        facts = (_("「いつもとちがうことがあった」日: %s") % days,)
    return Part(_("先生に伝えたいこと"), instead=words.state_words(notes.state), facts=facts)
