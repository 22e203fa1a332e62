"""The sheet for the doctor: facts are read topic by topic and become sections of words and charts.

The page and the PDF print the same sheet.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.utils.translation import gettext as _

from diary.visits.models import Visit
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of, today_of
from ldn_app.ui.dates import full_day_label, short_clock_label

from ..change.build import build_changes
from ..change.sheet import change_appendix
from ..charts.style import Style
from ..domain.change import Reach
from ..domain.period import Period, PeriodRequest
from ..domain.visit_summary import AppendixSection, VisitSummary
from ..domain.weeks import weeks_of
from .days import day_table_appendix
from .doses import (
    build_nights,
    calendar_section,
    dose_section,
    quality_words,
    read_nights,
    recorded_words,
)
from .labels import state_words
from .labs import build_labs, lab_appendix, lab_section
from .medicines import (
    build_medicines,
    other_medicines_section,
    status_lines,
    supply_appendix,
    this_medicine_section,
)
from .plan import build_plan, plan_headline, timeline_appendix
from .preferences import choice_of, period_and_visits, period_words, remark_words
from .questions_and_notes import (
    build_notes,
    build_visits,
    notes_appendix,
    notes_section,
    other_notes_appendix,
    questions_section,
)
from .scores import build_scores, performance_section, score_appendix
from .section import SheetSection
from .side_effects import build_side_effects, side_effect_section, urgent_alerts
from .sleep import build_sleep, sleep_section
from .symptoms import (
    build_symptoms,
    lines_more,
    other_symptoms,
    symptom_appendix,
    symptom_sections,
    symptoms_heading,
)

A_LINE = 0.07  # Of the height of each chart: what they give up for a line of words.
LOWEST = 0.6
OPIOIDS_IN_A_LINE = 2

Builder = Callable[[VisitSummary, Style], SheetSection | tuple[SheetSection, ...] | None]
APPENDIX: dict[AppendixSection, Builder] = {
    AppendixSection.TIMELINE: timeline_appendix,
    AppendixSection.DAYS: day_table_appendix,
    AppendixSection.SYMPTOMS: symptom_appendix,
    AppendixSection.CHANGES: change_appendix,
    AppendixSection.NOTES: notes_appendix,
    AppendixSection.OTHER_NOTES: other_notes_appendix,
    AppendixSection.QUESTIONNAIRES: score_appendix,
    AppendixSection.LABS: lab_appendix,
    AppendixSection.SUPPLY: supply_appendix,
}


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


def compose_sheet(
    viewer: Viewer, *, patient: Patient, asked: PeriodRequest, now: datetime, style: Style
) -> VisitSheet:
    """The sheet of the period that ``asked`` names, or of the patient's choice if it names none."""
    chosen = choice_of(viewer, patient)
    today = today_of(patient, now)
    wanted = asked if asked.choice else chosen.asked
    period, visits = period_and_visits(viewer, wanted, today=today)
    return sheet_of(
        viewer,
        period,
        patient=patient,
        sections=chosen.sections,
        now=now,
        style=style,
        visits=visits,
    )


def sheet_of(
    viewer: Viewer,
    period: Period,
    *,
    patient: Patient,
    sections: Collection[AppendixSection],
    now: datetime,
    style: Style,
    visits: Sequence[Visit] | None = None,
) -> VisitSheet:
    """The sheet of ``patient`` as far as ``viewer`` may read it, on the patient's clock."""
    clock = clock_of(patient)
    summary = build_visit_summary(
        viewer,
        period,
        today=clock.day_of(now),
        made_at=now.astimezone(clock.zone),
        sections=sections,
        visits=visits,
    )
    return build_sheet(summary, name=patient.display_name, style=style, sections=sections)


def build_visit_summary(
    viewer: Viewer,
    period: Period,
    *,
    today: date,
    made_at: datetime,
    sections: Collection[AppendixSection] = (),
    visits: Sequence[Visit] | None = None,
) -> VisitSummary:
    """What ``viewer`` may read of ``period``. ``today``: the dose day that is still open.

    ``sections``: what the patient switched on beside the first page. ``visits``: those that were
    read to find the period, None when none were.
    """
    weeks = weeks_of(period.first, period.last)
    plans, nights = read_nights(viewer, period, today=today)
    medicines, supply = build_medicines(viewer, period)
    return VisitSummary(
        period=period,
        today=today,
        made_at=made_at,
        weeks=weeks,
        plan=build_plan(viewer, period, plans, nights),
        nights=build_nights(viewer, nights),
        symptoms=build_symptoms(viewer, period, weeks),
        sleep=build_sleep(viewer, period, weeks),
        side_effects=build_side_effects(viewer, period, weeks),
        notes=build_notes(viewer, period, with_others=AppendixSection.OTHER_NOTES in sections),
        labs=build_labs(viewer, period),
        scores=build_scores(viewer, period),
        medicines=medicines,
        supply=supply,
        visits=build_visits(viewer, period, today=today, visits=visits),
        changes=build_changes(viewer, period, today=today, reach=Reach.FOURTEEN)
        if AppendixSection.CHANGES in sections
        else None,
    )


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
        appendix=build_appendix(summary, style, sections),
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
    """The calendar, and what is beside it."""
    return (calendar_section(summary, style), questions_section(summary), notes_section(summary))


def build_appendix(
    summary: VisitSummary, style: Style, sections: Collection[AppendixSection]
) -> tuple[SheetSection, ...]:
    """In the order of the sections. What was not switched on leaves no trace."""
    wanted = [APPENDIX[one] for one in AppendixSection if one in sections]
    shown: list[SheetSection] = []
    for build in wanted:
        found = build(summary, style)
        shown += found if isinstance(found, tuple) else filter(None, [found])
    return tuple(shown)
