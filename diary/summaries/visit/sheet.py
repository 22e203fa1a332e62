"""One page for the doctor in words and charts; the page and the PDF print the same sheet."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from diary.symptoms.domain.words import effect_words
from diary.symptoms.models import SideEffect, Sleep
from ldn_app.ui.dates import full_day_label, short_clock_label

from ..charts.style import Style
from ..domain.visit_summary import PlanSection, State, SymptomSummary, VisitSummary
from . import words
from .pictures import Picture, draw_band, draw_bars, draw_doses
from .status import status_lines


@dataclass(frozen=True, slots=True)
class Part:
    """A part of the sheet: words on the left, charts on the right.

    ``instead``: what stands there when there is nothing to show (未記録, なし, …), else "".
    ``key``: how to read the charts. ``below``: a line across both columns.
    """

    title: str
    instead: str = ""
    facts: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()
    key: str = ""
    below: str = ""


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What the template prints. ``name`` may be empty: giving one is up to the patient."""

    name: str
    summary: VisitSummary
    period: str
    remark: str
    made_on: str
    made_clock: str
    status_lines: tuple[str, ...]
    headline: tuple[tuple[str, str, str], ...]
    doses: Part
    symptoms: Part
    symptom_parts: tuple[Part, ...]
    other_symptoms: str
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
        status_lines=status_lines(),
        headline=_headline(summary),
        doses=_doses(summary, style),
        symptoms=_symptoms(summary),
        symptom_parts=_top_symptoms(summary, style),
        other_symptoms=_other_symptoms(summary),
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
        (
            _("服用した夜"),
            nights or words.nights_words(counts.taken),
            "" if nights else words.untaken_words(counts),
        ),
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
        key=words.staircase_key(plan_shown=not plan) if picture else "",
    )


def _symptoms(summary: VisitSummary) -> Part:
    """The heading over the symptoms."""
    instead = words.state_words(summary.symptoms.state)
    if instead:
        return Part(_("症状"), instead)
    return Part(_("症状(値の高い順に3つまで)"), key=words.band_key())


def _other_symptoms(summary: VisitSummary) -> str:
    """The symptoms below the first three in one line; "" when there are none."""
    others = [words.other_symptom_words(one) for one in summary.symptoms.others]
    return _("そのほかの症状(中央値、25–75%%): %s") % " / ".join(others) if others else ""


def _top_symptoms(summary: VisitSummary, style: Style) -> tuple[Part, ...]:
    top = summary.symptoms.top
    return tuple(_symptom(summary, one, style, last=one is top[-1]) for one in top)


def _symptom(summary: VisitSummary, symptom: SymptomSummary, style: Style, *, last: bool) -> Part:
    title = _("%s: 週ごとの中央値") % symptom.name
    anchor = _("10 = %s") % symptom.anchor if symptom.anchor else ""
    fits = style.width_of(anchor) < style.right - style.left
    facts = (
        _("中央値 %s") % words.spread_words(symptom.whole),
        words.course_words(symptom.weekly),
        words.days_words(symptom.whole.count, later=symptom.later, copied=symptom.copied),
        "" if fits else anchor,
    )
    top_words = anchor if fits else ""
    picture = draw_band(
        summary, style, title=title, weekly=symptom.weekly, top_words=top_words, last=last
    )
    return Part(symptom.name, facts=tuple(filter(None, facts)), pictures=(picture,))


def _sleep(summary: VisitSummary, style: Style) -> Part:
    sleep = summary.sleep
    instead = words.state_words(sleep.state)
    if instead:
        return Part(_("眠りと夢"), instead)
    facts = (
        words.days_words(sleep.days),
        words.named_spread(_("眠りの質"), sleep.whole),
        words.course_words(sleep.weekly),
        words.named_spread(_("ふとんの中"), sleep.hours_in_bed, unit=_("時間")),
        words.named_spread(_("目がさめた"), sleep.times_awake, unit=_("回")),
    )
    pictures = _sleep_pictures(summary, style)
    key = words.degree_key() if pictures else ""
    return Part(_("眠りと夢"), facts=tuple(filter(None, facts)), pictures=pictures, key=key)


def _sleep_pictures(summary: VisitSummary, style: Style) -> tuple[Picture, ...]:
    """A chart for each question that was answered at all."""
    sleep = summary.sleep
    levels = [str(label) for degree, label in Sleep.Degree.choices if degree != Sleep.Degree.NONE]
    rows = ((_("寝つけない・眠れない"), sleep.insomnia), (_("はっきりした夢"), sleep.dreams))
    answered = [row for row in rows if any(tally.answered for tally in row[1])]
    pictures = []
    if sleep.whole:
        title, last = _("眠りの質"), not answered
        pictures.append(
            draw_band(
                summary,
                style,
                title=title,
                weekly=sleep.weekly,
                top_words=_("眠りの質 10 = とてもよい"),
                last=last,
            )
        )
    for title, tallies in answered:
        caption, last = words.tally_words(title, tallies, levels), title == answered[-1][0]
        pictures.append(
            draw_bars(
                summary,
                style,
                title=title,
                caption=caption,
                tallies=tallies,
                levels=levels,
                last=last,
            )
        )
    return tuple(pictures)


def _side_effects(summary: VisitSummary, style: Style) -> Part:
    effects = summary.side_effects
    title = _("副作用")
    if effects.state is State.NONE:
        none = _("なし(「今日はなし」と答えた日 %s日)") % effects.free_days
        return Part(title, instead=none)
    if effects.state is not State.PRESENT:
        return Part(title, instead=words.state_words(effects.state))
    levels = [str(label) for label in SideEffect.Severity.labels]
    *lower, worst = levels
    levels = [*lower, _("%s・至急のしるし") % worst] if effects.urgent else levels
    facts = (
        _("答えた日 %s日") % effects.answered_days,
        _("うち「今日はなし」 %s日") % effects.free_days,
    )
    kinds = (words.kind_words(effect_words(kind.kind), kind, levels) for kind in effects.kinds)
    title_of_chart = _("その日いちばん強かった副作用(1週間の日数)")
    picture = draw_bars(
        summary, style, title=title_of_chart, tallies=effects.tallies, levels=levels
    )
    urgent = [words.urgent_words(effect_words(sign.kind), sign) for sign in effects.urgent]
    below = " / ".join((*urgent, *kinds))
    return Part(title, "", facts, (picture,), key=words.severity_key(), below=below)


def _notes(summary: VisitSummary) -> Part:
    notes = summary.notes
    facts = ()
    if notes.unusual_days:
        days = words.short_days(notes.unusual_days)
        facts = (_("「いつもとちがうことがあった」日: %s") % days,)
    return Part(_("先生に伝えたいこと"), instead=words.state_words(notes.state), facts=facts)
