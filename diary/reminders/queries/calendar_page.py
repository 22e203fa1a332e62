"""What the page about the calendar shows."""

from dataclasses import dataclass
from datetime import datetime

from ldn_app.access.viewer import Viewer

from ..links import calendar_address
from ..models import CalendarFeed
from .coming import on_a_calendar


@dataclass(frozen=True, slots=True)
class CalendarPage:
    """``address``: the secret one; "" where there is none or it cannot be shown any more.

    ``read_at``: when a calendar last came. ``is_empty``: no kind is on for the calendar.
    """

    exists: bool
    address: str
    read_at: datetime | None
    is_empty: bool

    @property
    def webcal(self) -> str:
        """The same address for phones and computers that open their calendar on it."""
        return f"webcal://{self.address.partition('://')[2]}"


def build_calendar_page(viewer: Viewer) -> CalendarPage:
    """Two queries."""
    feed = CalendarFeed.objects.visible_to(viewer).first()
    return CalendarPage(
        exists=feed is not None,
        address=calendar_address(feed.sealed_token) if feed else "",
        read_at=feed.read_at if feed else None,
        is_empty=not on_a_calendar(viewer).exists(),
    )


def has_calendar(viewer: Viewer) -> bool:
    """Whether the viewer's calendar has an address."""
    return CalendarFeed.objects.visible_to(viewer).exists()
