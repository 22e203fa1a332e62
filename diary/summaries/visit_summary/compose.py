"""From a viewer and a question to a finished sheet; the page and the PDF come through here."""

from collections.abc import Collection, Sequence
from datetime import datetime

from diary.visits.models import Visit
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of, today_of

from ..charts.style import Style
from ..domain.period import Period, PeriodRequest
from ..domain.visit_summary import AppendixSection
from .build import build_visit_summary
from .preferences import choice_of, period_and_visits
from .sheet import VisitSheet, build_sheet


def compose_sheet(
    viewer: Viewer, *, patient: Patient, asked: PeriodRequest, now: datetime, style: Style
) -> VisitSheet:
    """The sheet that ``asked`` names; where it names no period, the patient's choice holds."""
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
