"""MedicationAdministration: the answer of a dose day. An unanswered day makes none.

JP Core's profile is not named: its text does not allow "not done". Where the patient was that
evening is not asked, so no category says that it was at home.
"""

from django.utils.translation import gettext as _

from diary.doses.models import Dose
from ldn_app.ui.dates import full_day_label

from .codes import DOSE_DAY
from .frame import Frame, Resource, concept, moment, notes, quantity, zone_named
from .medication_statement import medicine


def administration(frame: Frame, row: Dose) -> Resource:
    """Taken: completed, at the time that was recorded, or on the day when none is known."""
    taken = row.status == Dose.Status.TAKEN
    found = frame.resource("MedicationAdministration", "dose", row.pk)
    found |= {
        "status": "completed" if taken else "not-done",
        "extension": [{"url": DOSE_DAY, "valueDate": row.dose_day.isoformat()}],
        "medicationCodeableConcept": medicine(),
        "subject": frame.subject,
        "effectiveDateTime": _when(row),
    }
    if taken:
        found["performer"] = [{"actor": frame.subject}]
    if row.skip_reason and not taken:
        found["statusReason"] = [concept(str(row.get_skip_reason_display()))]
    if row.amount_mg is not None:
        amount = row.amount_mg.normalize()
        found["dosage"] = {"text": f"{amount:f}mg", "dose": quantity(amount, "mg")}
    return found | notes(*_remarks(row), row.note)


def _when(row: Dose) -> str:
    if row.taken_at is None:
        return row.dose_day.isoformat()
    return moment(row.taken_at, zone_named(row.time_zone))


def _remarks(row: Dose) -> list[str]:
    """The dose day is given in words too: 00:40 belongs to the evening before."""
    remarks = [_("%(day)sの分") % {"day": full_day_label(row.dose_day)}]
    if row.filled_later:
        remarks.append(_("後日に記録"))
    if row.changed_at:
        remarks.append(_("あとで修正"))
    return remarks
