"""From a viewer and a question to a finished sheet; the page and the PDF come through here."""

from collections.abc import Collection
from datetime import datetime

from diary.doses.clock import clock_of
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient

from ..charts.style import Style
from ..domain.sections import DEFAULT, Section
from .build import build_visit_summary
from .choice import period_for
from .sheet import VisitSheet, build_sheet


def compose_sheet(
    viewer: Viewer,
    *,
    patient: Patient,
    asked: str | None,
    now: datetime,
    style: Style,
    sections: Collection[Section] = DEFAULT,
) -> VisitSheet:
    """The sheet of ``patient`` as far as ``viewer`` may read it, on the patient's clock.

    ``asked``: the period from the address, None when it names none.
    """
    clock = clock_of(patient)
    today = clock.day_of(now)
    period = period_for(viewer, asked, today=today)
    summary = build_visit_summary(
        viewer, period, today=today, made_at=now.astimezone(clock.zone), sections=sections
    )
    return build_sheet(summary, name=patient.display_name, style=style, sections=sections)
