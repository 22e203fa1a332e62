"""Which period and sections a sheet has: what a request asks for, what the patient chose once.

Also the period in words, and the links from one period to another.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from urllib.parse import urlencode

from django.db import transaction
from django.utils.translation import gettext as _

from diary.visits.models import Visit
from ldn_app.access.audit import CHANGED, CREATED, record_change
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer, on_behalf_of
from ldn_app.accounts.models import Patient
from ldn_app.clock import today_of
from ldn_app.ui.dates import day_label, full_day_label

from ..domain.period import (
    CHOICES,
    DAY_COUNTS,
    FREE,
    SINCE_VISIT,
    Period,
    PeriodRequest,
    Remark,
    choose_period,
    era_year,
    within,
)
from ..domain.visit_summary import DEFAULT_APPENDIX, AppendixSection, known_sections
from ..models import SheetChoice
from .questions_and_notes import visits_from_last

NOTHING_ASKED = PeriodRequest()


@dataclass(frozen=True, slots=True)
class SheetPreferences:
    """What the patient chose once. ``sections``: what follows the first page."""

    asked: PeriodRequest = NOTHING_ASKED
    sections: tuple[AppendixSection, ...] = DEFAULT_APPENDIX


def asked_in(query: Mapping[str, str]) -> PeriodRequest:
    """What an address asks for; a day that no calendar has counts as not given."""
    return PeriodRequest(query.get("period"), _day(query.get("from")), _day(query.get("to")))


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text or "")
    except ValueError:
        return None


def remembered(viewer: Viewer) -> SheetPreferences:
    """The choice of the viewer's own record; before the first choice, the default. One query."""
    row = SheetChoice.objects.visible_to(viewer).first()
    if row is None:
        return SheetPreferences()
    asked = PeriodRequest(row.period, row.first_day, row.last_day)
    return SheetPreferences(asked, known_sections(row.sections))


def period_for(viewer: Viewer, asked: PeriodRequest, *, today: date) -> Period:
    """The period that was ``asked`` for, within the days that may be read.

    One query, for 「前回の受診から」 only.
    """
    return period_and_visits(viewer, asked, today=today)[0]


def period_and_visits(
    viewer: Viewer, asked: PeriodRequest, *, today: date
) -> tuple[Period, list[Visit] | None]:
    """The same, and the visits that were read for it; None when none were needed."""
    last = min(today, viewer.last_day or today)
    visits_shared = viewer.may_read(ShareCategory.VISITS)
    visits = last_visit = None
    if asked.choice == SINCE_VISIT and visits_shared:
        visits = visits_from_last(viewer, last)
        last_visit = next((one.visited_on for one in visits if one.visited_on < last), None)
    period = choose_period(asked, today=last, last_visit=last_visit, visits_shared=visits_shared)
    return within(period, viewer.first_day, viewer.last_day), visits


def choice_of(viewer: Viewer, patient: Patient) -> SheetPreferences:
    """What ``patient`` chose for the sheet. It applies to every reader, so that a clinician
    gets neither more nor less than the patient wants to show; each reader chooses the period."""
    chosen = remembered(on_behalf_of(patient.pk))
    return chosen if viewer.may_edit else replace(chosen, asked=PeriodRequest())


def period_asked(
    viewer: Viewer,
    chosen: SheetPreferences,
    asked: PeriodRequest,
    *,
    patient: Patient,
    now: datetime,
) -> Period:
    """The period of a request; one that names none gets the patient's choice."""
    today = today_of(patient, now)
    return period_for(viewer, asked if asked.choice else chosen.asked, today=today)


@transaction.atomic
def remember_choice(
    viewer: Viewer, *, asked: PeriodRequest, sections: Sequence[AppendixSection], now: datetime
) -> SheetChoice:
    """Keep period and sections for the next time. Doing it twice changes nothing."""
    is_free = asked.choice == FREE
    values = {
        "period": asked.choice,
        "first_day": asked.first if is_free else None,
        "last_day": asked.last if is_free else None,
        "sections": [section.value for section in sections],
    }
    row, created = SheetChoice.objects.editable_by(viewer).get_or_create(
        patient_id=viewer.patient_id, defaults=values
    )
    changed = [name for name, value in values.items() if getattr(row, name) != value]
    for name in changed:
        setattr(row, name, values[name])
    if changed:
        row.save(update_fields=changed)
    if created or changed:
        record_change(viewer, row, CREATED if created else CHANGED, fields=changed, at=now)
    return row


def period_words(period: Period) -> str:
    span = _("%(first)s〜%(last)s(%(days)s日間)") % {
        "first": full_day_label(period.first),
        "last": day_label(period.last)
        if period.first.year == period.last.year
        else full_day_label(period.last),
        "days": period.days,
    }
    since = _("前回の受診から: ") if period.choice == SINCE_VISIT else ""
    return f"{since}{span} {era_year(period.last)}".strip()


def remark_words(remark: Remark | None) -> str:
    return {
        Remark.UNKNOWN_CHOICE: _("期間の指定が分からなかったので、90日をまとめました。"),
        Remark.NO_VISIT: _("前の受診日がまだ記録されていないので、90日をまとめました。"),
        Remark.VISITS_NOT_SHARED: _("受診日は共有されていないので、90日をまとめました。"),
        Remark.VISIT_LONG_AGO: _("前の受診日が1年より前なので、この1年をまとめました。"),
        Remark.FREE_DAYS_MISSING: _("期間の日付が足りないので、90日をまとめました。"),
        Remark.FREE_TOO_LONG: _("1年より長い期間なので、終わりの日までの1年をまとめました。"),
        Remark.SHARED_DAYS_ONLY: _("共有されている日だけをまとめました。"),
    }.get(remark, "")


def period_links(shown: Period) -> list[tuple[str, str, bool]]:
    """(query string, words, whether it is the period shown) for each choice; the free one has a
    page of its own and is listed only while it is shown."""
    words = {choice: _("%s日") % days for choice, days in DAY_COUNTS.items()}
    words[SINCE_VISIT] = _("前回の受診から")
    links = [
        (f"?period={choice}", words[choice], choice == shown.choice)
        for choice in CHOICES
        if choice != FREE
    ]
    if shown.choice == FREE:
        links.append((query_of(shown), _("選んだ期間"), True))
    return links


def query_of(period: Period) -> str:
    """The query string that asks for ``period`` again."""
    return query_again(PeriodRequest(period.choice, period.first, period.last))


def query_again(asked: PeriodRequest) -> str:
    """The query string of a request that ``asked``; "" when it asked for nothing we know."""
    if asked.choice not in CHOICES:
        return ""
    named = {"period": asked.choice}
    if asked.choice == FREE and asked.first and asked.last:
        named |= {"from": asked.first.isoformat(), "to": asked.last.isoformat()}
    return f"?{urlencode(named)}"
