"""Other medicines and the answer about opioids, as the patient entered them."""

from django.db.models import Q

from diary.safety.models import OpioidAnswer
from diary.safety.models import OtherMedicine as Row
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer

from ..domain.other_rooms import MedicineSection, OtherMedicine
from ..domain.period import Period
from ..domain.states import State


def build_medicines(viewer: Viewer, period: Period) -> MedicineSection:
    """Two queries. A medicine without a beginning counts from long ago."""
    if not viewer.may_read(ShareCategory.OTHER_MEDICINES):
        return MedicineSection(State.NOT_SHARED)
    begun = Q(since_on__isnull=True) | Q(since_on__lte=period.last)
    not_ended = Q(until_on__isnull=True) | Q(until_on__gte=period.first)
    rows = Row.objects.visible_to(viewer).filter(begun, not_ended).order_by("since_on", "name")
    medicines = tuple(OtherMedicine(row.name, row.since_on, row.until_on) for row in rows)
    answers = OpioidAnswer.objects.visible_to(viewer).filter(answered_on__lte=period.last)
    last = answers.order_by("-answered_on").first()
    opioids = (last.answered_on, str(last.get_answer_display())) if last else None
    state = State.PRESENT if medicines or opioids else State.NOT_RECORDED
    return MedicineSection(state, medicines, opioids)
