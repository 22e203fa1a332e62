"""What the patient's pages of sharing show."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.core.paginator import Page, Paginator
from django.utils.translation import gettext as _

from diary.visits.queries import next_visit
from ldn_app.access.models import AccessEvent, ShareGrant
from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import full_day_label
from ldn_app.ui.day_field import LATEST_DAY

from .labels import (
    LogLine,
    category_words,
    comment_words,
    days_words,
    log_line,
    state_words,
    whom_words,
)

LINES_ON_A_PAGE = 100
AFTER_THE_VISIT = timedelta(days=14)


@dataclass(frozen=True, slots=True)
class GrantCard:
    grant: ShareGrant
    whom: str
    what: str
    days: str
    comments: str
    state: str
    is_live: bool


def grant_card(grant: ShareGrant, now: datetime) -> GrantCard:
    return GrantCard(
        grant=grant,
        whom=whom_words(grant),
        what=category_words(grant),
        days=days_words(grant),
        comments=comment_words(grant),
        state=state_words(grant, now),
        is_live=grant.is_live(now),
    )


def grant_cards(viewer: Viewer, now: datetime) -> tuple[GrantCard, ...]:
    """Every look the patient gave; what runs comes first, then the newest."""
    grants = ShareGrant.objects.visible_to(viewer).select_related("clinic", "patient")
    grants = grants.order_by("-created_at")
    return tuple(
        sorted((grant_card(grant, now) for grant in grants), key=lambda card: not card.is_live)
    )


def access_log(
    viewer: Viewer, *, grant: ShareGrant | None = None, number: str | None = None
) -> Page[LogLine]:
    """Who looked, the latest first; of one grant, or of all. Every line stands on some page;
    ``number``: which one the browser asks for, the nearest when there is none such."""
    events = AccessEvent.objects.visible_to(viewer).order_by("-at", "-pk")
    if grant is not None:
        events = events.filter(grant=grant)
    page = Paginator(events, LINES_ON_A_PAGE).get_page(number)
    page.object_list = [log_line(event) for event in page.object_list]
    return page


def suggested_end(viewer: Viewer, *, today: date) -> str:
    """In words only, nothing is filled in: two weeks after the next visit; "" without one."""
    visit = next_visit(viewer, today=today)
    if visit is None or visit.visited_on > LATEST_DAY:
        return ""
    return _("つぎの受診は%(visit)sです。2週間後の%(end)sまでにする方法もあります。") % {
        "visit": full_day_label(visit.visited_on),
        "end": full_day_label(visit.visited_on + AFTER_THE_VISIT),
    }
