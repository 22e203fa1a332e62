"""Reading what was obtained."""

from ldn_app.access.viewer import Viewer

from .models import Supply


def supplies_newest_first(viewer: Viewer) -> list[Supply]:
    return list(Supply.objects.visible_to(viewer).order_by("-obtained_on", "-pk"))
