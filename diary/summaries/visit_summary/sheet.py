"""The page for the doctor in words and charts; the page and the PDF print the same sheet."""

from collections.abc import Collection
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from ldn_app.ui.dates import full_day_label, short_clock_label

from ..charts.style import Style
from ..domain.visit_summary import AppendixSection, VisitSummary
from .back import back_parts
from .calendar import calendar_section
from .doses import dose_section, quality_words, recorded_words
from .labels import state_words
from .labs import lab_section
from .medicines import other_medicines_section, status_lines, this_medicine_section
from .plan import plan_headline
from .preferences import period_words, remark_words
from .questions_and_notes import notes_section, questions_section
from .scores import performance_section
from .section import SheetSection
from .side_effects import side_effect_section, urgent_alerts
from .sleep import sleep_section
from .symptoms import lines_more, other_symptoms, symptom_sections, symptoms_heading

A_LINE = 0.07  # Of the height of each chart: what they give up for a line of words.
LOWEST = 0.6
OPIOIDS_IN_A_LINE = 2


@dataclass(frozen=True, slots=True)
class VisitSheet:
    """What the template prints. ``name`` may be empty: giving one is up to the patient.

    ``alerts``: red flags of the period, above everything else. ``recorded`` and ``plan_now``:
    label, figure, words beside it. ``front``, ``side`` and ``facts``: the sections of the first
    page in order; those of ``side`` are beside each other. ``appendix``: what the patient switched
    on.
    """

    name: str
    summary: VisitSummary
    period: str
    remark: str
    made_on: str
    made_clock: str
    alerts: tuple[str, ...]
    recorded: tuple[str, str, str]
    plan_now: tuple[str, str, str]
    front: tuple[SheetSection, ...]
    side: tuple[SheetSection, ...]
    facts: tuple[SheetSection, ...]
    status_lines: tuple[str, ...]
    appendix: tuple[SheetSection, ...]

    @property
    def sections(self) -> tuple[SheetSection, ...]:
        return (*self.front, *self.side, *self.facts, *self.appendix)


def build_sheet(
    summary: VisitSummary, *, name: str, style: Style, sections: Collection[AppendixSection] = ()
) -> VisitSheet:
    """``sections``: what follows the first page."""
    return VisitSheet(
        name=name,
        summary=summary,
        period=period_words(summary.period),
        remark=remark_words(summary.period.remark),
        made_on=full_day_label(summary.made_at.date()),
        made_clock=short_clock_label(summary.made_at),
        alerts=urgent_alerts(summary),
        recorded=(_("記録できた夜"), *_recorded(summary)),
        plan_now=plan_headline(summary),
        front=_front(summary, _with_room(summary, style)),
        side=_side(summary, style),
        facts=(
            lab_section(summary),
            other_medicines_section(summary),
            this_medicine_section(summary),
        ),
        status_lines=status_lines(),
        appendix=back_parts(summary, style, sections),
    )


def _with_room(summary: VisitSummary, style: Style) -> Style:
    """On paper, what must not be missing takes its lines from the height of the charts, so that
    the first page stays one page."""
    urgent = summary.side_effects.urgent
    lines = len(urgent) + bool(urgent) + bool(summary.plan.next_step)
    lines += len(summary.medicines.opioids) > OPIOIDS_IN_A_LINE
    lines += lines_more(summary)
    if style.dates_on_every_chart:
        return style
    return replace(style, stretch=max(LOWEST, style.stretch - A_LINE * lines))


def _recorded(summary: VisitSummary) -> tuple[str, str]:
    nights = state_words(summary.nights.state)
    if nights:
        return nights, ""
    counts = summary.nights.counts
    return recorded_words(counts), f"({quality_words(counts)})"


def _front(summary: VisitSummary, style: Style) -> tuple[SheetSection, ...]:
    others = other_symptoms(summary)
    return (
        dose_section(summary, style),
        symptoms_heading(summary),
        *symptom_sections(summary, style),
        *((SheetSection("", facts=(others,), kind="line"),) if others else ()),
        performance_section(summary),
        sleep_section(summary, style),
        side_effect_section(summary, style),
    )


def _side(summary: VisitSummary, style: Style) -> tuple[SheetSection, ...]:
    """The calendar, and what stands beside it."""
    return (calendar_section(summary, style), questions_section(summary), notes_section(summary))
