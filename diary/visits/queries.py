"""Reading visits."""

from datetime import date

from ldn_app.access.viewer import Viewer

from .models import Visit


def visits_newest_first(viewer: Viewer) -> list[Visit]:
    return list(Visit.objects.visible_to(viewer).order_by("-visited_on"))


def last_visit_before(viewer: Viewer, day: date) -> date | None:
    """The latest visit on a calendar day before ``day``; None when none was recorded.

    A visit on ``day`` itself is the one that the page is being made for.
    """
    earlier = Visit.objects.visible_to(viewer).filter(visited_on__lt=day)
    return earlier.order_by("-visited_on").values_list("visited_on", flat=True).first()
