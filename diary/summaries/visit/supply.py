"""What was obtained, as the labels say."""

from diary.supply.models import Supply
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.other_rooms import Obtained, SupplySection
from ..domain.period import Period
from ..domain.states import State
from .labs import LOOK_BACK


def build_supply(viewer: Viewer, period: Period) -> SupplySection:
    """One query; the last one may lie up to a year before the period."""
    if not viewer.may_read(ShareCategory.SUPPLY):
        return SupplySection(State.NOT_SHARED)
    reach = (period.first - LOOK_BACK, period.last)
    rows = Supply.objects.visible_to(viewer).filter(obtained_on__range=reach)
    found = tuple(_obtained(row) for row in rows.order_by("-obtained_on", "-pk"))
    if not found:
        return SupplySection(State.NOT_RECORDED)
    inside = tuple(one for one in found if one.on_day >= period.first)
    return SupplySection(State.PRESENT, found[0], inside)


def _obtained(row: Supply) -> Obtained:
    return Obtained(
        on_day=row.obtained_on,
        source=str(row.get_source_display()),
        form=str(row.get_form_display()),
        strength=row.strength_text,
        lot=row.lot,
        expires_on=row.expires_on,
        quantity=row.quantity_text,
    )
