"""Rows with whatever words, as old and imported rows have them, and what leaves of them."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

from diary.doses.models import Dose, Regimen, RegimenEvent
from diary.fhir.clean import entry_of
from diary.fhir.consent import consent
from diary.fhir.frame import Frame
from diary.fhir.medication_administration import administration
from diary.fhir.medication_statement import other_medicine, plan_statements
from diary.fhir.observation import day_note, lab_result, symptom
from diary.fhir.patient import patient_resource
from diary.fhir.questionnaires import ps_response, score
from diary.labs.models import LabResult
from diary.medications.models import OtherMedicine
from diary.questionnaires.models import Response
from diary.symptoms.models import DayNote, SymptomRating, TrackedSymptom
from ldn_app.access.models import ShareGrant
from ldn_app.accounts.models import Patient

DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
FRAME = Frame(uuid4(), TOKYO, DAY)


def resources_with(text: str) -> list[dict]:
    """Each kind of resource that carries words of a person, with ``text`` in all of its columns."""
    daily = {"pk": 1, "day": DAY, "recorded_at": AT, "time_zone": "Asia/Tokyo"}
    start = {"on_day": DAY, "recorded_at": AT, "regimen_id": 1, "note": text}
    lines = [
        RegimenEvent(pk=1, kind="start", amount_mg=Decimal("1.5"), slot="evening", **start),
        RegimenEvent(pk=2, kind="pause", withdrawn_at=AT, withdrawn_note=text, **start),
    ]
    taken = Dose(pk=1, dose_day=DAY, time_zone=text, recorded_at=AT, status="taken", note=text)
    taken.taken_at, taken.filled_later = AT, False
    medicine = OtherMedicine(pk=1, name=text, note=text, recorded_at=AT)
    tracked = TrackedSymptom(name=text, anchor=text)
    slip = {"pk": 1, "collected_on": DAY, "recorded_at": AT, "item_name": text, "unit": text}
    score_row = {"pk": 1, "answered_on": DAY, "recorded_at": AT, "instrument_name": text}
    scored = Response(version=text, scale_name=text, value=Decimal(3), origin="paper", **score_row)
    grant = ShareGrant(pk=1, kind="link", invited_email=text, categories=[text, "plan"])
    grant.created_at, grant.expires_at = AT, AT
    found = [
        patient_resource(FRAME, Patient(pk=1, display_name=text)),
        *plan_statements(FRAME, lines, Regimen(pk=1, form="capsule")),
        administration(FRAME, taken),
        other_medicine(FRAME, medicine),
        symptom(FRAME, SymptomRating(score=3, filled_later=False, **daily), tracked),
        day_note(FRAME, DayNote(text=text, unusual=True, filled_later=False, **daily)),
        lab_result(FRAME, LabResult(value_text=text, low_text=text, high_text=text, **slip)),
        lab_result(FRAME, LabResult(value=Decimal(1), value_text=text, **slip)),
        score(FRAME, scored),
        ps_response(FRAME, Response(instrument="ps", value=Decimal(1), **score_row)),
        consent(FRAME, grant, now=AT),
    ]
    return [entry_of(one)["resource"] for one in found]
