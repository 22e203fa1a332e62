"""Whatever stands in a row, old or imported: what leaves is text that FHIR's R4 schema allows."""

import re
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from diary.doses.models import Dose, Regimen, RegimenEvent
from diary.exchange.fhir.clean import clean_text, entry_of
from diary.exchange.fhir.consent import consent
from diary.exchange.fhir.frame import Frame, moment
from diary.exchange.fhir.medication_administration import administration
from diary.exchange.fhir.medication_statement import other_medicine, plan_statements
from diary.exchange.fhir.observation import day_note, symptom
from diary.exchange.fhir.observation_lab import lab_result
from diary.exchange.fhir.observation_score import score
from diary.exchange.fhir.patient import patient_resource
from diary.exchange.fhir.questionnaire_response import ps_response
from diary.labs.models import LabResult
from diary.questionnaires.models import Response
from diary.safety.models import OtherMedicine
from diary.symptoms.models import DayNote, SymptomRating, TrackedSymptom
from ldn_app.access.models import ShareGrant
from ldn_app.accounts.models import Patient
from tests.diary.exchange.fhir.checkers import wrong_by_schema

DAY = date(2026, 11, 22)
AT = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
TOKYO = ZoneInfo("Asia/Tokyo")
FRAME = Frame(uuid4(), TOKYO, DAY)
HOSTILE = st.text(
    st.sampled_from("a薬 \t\n\r\x00\x0b\x0c\x1b\x1c\x1f\x7f\x85\xa0\u1680\u2003\u2028\u2029\u202e")
    | st.sampled_from("\u200b\u3000\ufeff\ud800\ufffe\u0301\U000e0100\u2060\u180e")
    | st.characters(),
    max_size=12,
)
# What R4 forbids in a string, for every dialect of regular expressions: blank, TAB, CR
# and LF are the only blanks, and no other control character stands in it.
FORBIDDEN = re.compile(r"[^\S \r\n\t]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")


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


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts_in(one)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE)
@example("a\x0bb")
@example("a\x1bb")
@example("a\xa0b")
@example("　花子　")
@example("\u3000\xa0")
@example("")
def test_hostile_words_leave_as_the_published_schema_allows(text):
    for resource in resources_with(text):
        assert wrong_by_schema(resource) == []
        for told in texts_in(resource):
            assert told.strip() == told != ""
            assert not FORBIDDEN.search(told)


@given(HOSTILE)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("架空　花子", "架空 花子"),
        ("一行目\r\n二行目", "一行目\n二行目"),
        ("頭痛\x0bめまい", "頭痛\nめまい"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("\u3000 \xa0", ""),
    ],
)
def test_cleaning_keeps_what_can_be_read(typed, left):
    assert clean_text(typed) == left


def test_a_name_of_blanks_says_that_it_is_not_known():
    row = OtherMedicine(pk=1, name="\u3000\u3000", recorded_at=AT)

    found = entry_of(other_medicine(FRAME, row))["resource"]

    [extension] = found["medicationCodeableConcept"]["extension"]
    assert extension["valueCode"] == "unknown"


def test_an_offset_with_seconds_leaves_as_utc():
    told = moment(datetime(1885, 1, 1, tzinfo=UTC), TOKYO)

    assert told == "1885-01-01T00:00:00+00:00"
