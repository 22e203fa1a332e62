"""Reading visits."""

from dataclasses import dataclass
from datetime import date

from ldn_app.access.viewer import Viewer

from .models import Visit, VisitNote


@dataclass(frozen=True, slots=True)
class VisitCard:
    """One visit as a page shows it. ``note``: what the patient wrote afterwards; "" for nothing."""

    visit: Visit
    note: str = ""

    @property
    def is_cancelled(self) -> bool:
        return self.visit.state == Visit.State.CANCELLED


@dataclass(frozen=True, slots=True)
class VisitsPage:
    """``unanswered``: appointments whose day went by. ``coming``: the one that is next, and
    ``later``: those after it. ``past``: happened or called off, the newest first."""

    unanswered: tuple[VisitCard, ...]
    coming: VisitCard | None
    later: tuple[VisitCard, ...]
    past: tuple[VisitCard, ...]


def build_visits_page(viewer: Viewer, *, today: date) -> VisitsPage:
    """Everything that /visits/ shows. Two queries."""
    notes = dict(VisitNote.objects.visible_to(viewer).values_list("visit_id", "text"))
    rows = Visit.objects.visible_to(viewer).order_by("visited_on", "local_time", "pk")
    cards = [VisitCard(row, notes.get(row.pk, "")) for row in rows]
    planned = [card for card in cards if card.visit.state == Visit.State.PLANNED]
    coming = [card for card in planned if card.visit.visited_on >= today]
    return VisitsPage(
        unanswered=tuple(card for card in planned if card.visit.visited_on < today),
        coming=coming[0] if coming else None,
        later=tuple(coming[1:]),
        past=tuple(reversed([card for card in cards if card not in planned])),
    )


def next_visit(viewer: Viewer, *, today: date) -> Visit | None:
    """The appointment that comes next, today included; None when none is planned."""
    coming = Visit.objects.visible_to(viewer).planned().filter(visited_on__gte=today)
    return coming.order_by("visited_on", "local_time", "pk").first()


def note_of(viewer: Viewer, visit: Visit) -> str:
    """What the patient wrote after ``visit``; "" for nothing."""
    notes = VisitNote.objects.visible_to(viewer).filter(visit=visit)
    return notes.values_list("text", flat=True).first() or ""


def last_visit_before(viewer: Viewer, day: date) -> date | None:
    """The latest day before ``day`` on which the patient saw the doctor; None when there is none.

    A visit on ``day`` itself is the one that the page is being made for. An appointment that went
    by unanswered is none.
    """
    earlier = Visit.objects.visible_to(viewer).happened().filter(visited_on__lt=day)
    return earlier.order_by("-visited_on").values_list("visited_on", flat=True).first()
