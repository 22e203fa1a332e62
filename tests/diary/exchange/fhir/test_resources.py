"""Each kind of resource: what the row says, and nothing that it does not say."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.doses.models import Dose, Regimen, RegimenEvent
from diary.exchange.fhir.adverse_event import adverse_event
from diary.exchange.fhir.codes import JP_LAB_RESULT, JP_OBSERVATION, LAB_CODES, lab_coding
from diary.exchange.fhir.frame import Frame
from diary.exchange.fhir.json_text import json_text
from diary.exchange.fhir.medication_administration import administration
from diary.exchange.fhir.medication_statement import other_medicine, plan_statements
from diary.exchange.fhir.observation import day_note, no_side_effect, sleep, symptom
from diary.exchange.fhir.observation_lab import lab_result
from diary.exchange.fhir.observation_score import score
from diary.exchange.fhir.questionnaire_response import ps_response
from diary.labs.domain.line import lab_line
from diary.labs.models import LabResult
from diary.questionnaires.domain.instruments import instruments
from diary.questionnaires.models import Response
from diary.safety.models import OtherMedicine
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom

TODAY = date(2026, 11, 22)
RECORDED = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
FRAME = Frame(uuid4(), ZoneInfo("Asia/Tokyo"), TODAY)
DAILY = {
    "pk": 1,
    "day": date(2026, 11, 21),
    "recorded_at": RECORDED,
    "time_zone": "Asia/Tokyo",
    "filled_later": False,
}


def dose(**values) -> Dose:
    given_values = {"pk": 1, "dose_day": TODAY, "time_zone": "Asia/Tokyo", "recorded_at": RECORDED}
    return Dose(**{**given_values, "status": "taken", "filled_later": False, **values})


def event(number: int, day: date, kind: str, **values) -> RegimenEvent:
    return RegimenEvent(
        pk=number, regimen_id=1, kind=kind, on_day=day, recorded_at=RECORDED, **values
    )


def slip(name: str, value: str, **typed) -> LabResult:
    columns = lab_line(name=name, value_text=value, **typed).as_columns()
    return LabResult(pk=1, collected_on=TODAY, recorded_at=RECORDED, **columns)


def test_a_dose_after_midnight_keeps_its_moment_and_names_its_evening():
    taken_at = datetime(2026, 11, 22, 15, 40, tzinfo=UTC)

    found = administration(FRAME, dose(taken_at=taken_at, amount_mg=Decimal("4.50")))

    assert found["status"] == "completed"
    assert found["effectiveDateTime"] == "2026-11-23T00:40:00+09:00"
    assert found["note"] == [{"text": "2026年11月22日(日)の分"}]
    assert json_text(found["dosage"]["dose"]["value"]) == "4.5"
    assert "coding" not in found["medicationCodeableConcept"]


def test_a_dose_abroad_carries_the_offset_of_that_evening():
    taken_at = datetime(2026, 11, 22, 21, 0, tzinfo=UTC)

    found = administration(FRAME, dose(taken_at=taken_at, time_zone="America/Los_Angeles"))

    assert found["effectiveDateTime"] == "2026-11-22T13:00:00-08:00"


def test_a_dose_without_a_known_time_has_its_day_and_no_invented_amount():
    found = administration(FRAME, dose(taken_at=None, filled_later=True))

    assert found["effectiveDateTime"] == "2026-11-22"
    assert "dosage" not in found
    assert {"text": "後日に記録"} in found["note"]


def test_a_skipped_dose_is_not_done_with_its_reason():
    found = administration(FRAME, dose(status="skipped", skip_reason="asleep"))

    assert found["status"] == "not-done"
    assert found["statusReason"] == [{"text": "眠ってしまった"}]


def test_the_plan_leaves_one_statement_for_each_day_on_which_it_changed():
    rows = [
        event(1, date(2026, 10, 1), "start", amount_mg=Decimal("1.50"), slot="evening"),
        event(2, date(2026, 10, 15), "step_up", amount_mg=Decimal("3.00")),
        event(3, date(2026, 10, 20), "step_up", amount_mg=Decimal(4), withdrawn_at=RECORDED),
        event(4, date(2026, 11, 1), "pause", reason="surgery"),
        event(5, date(2026, 11, 10), "resume"),
        event(6, date(2026, 11, 10), "time", usual_time=time(21, 30)),
        event(7, date(2026, 12, 1), "step_up", amount_mg=Decimal("4.50")),
        event(8, date(2027, 1, 1), "end"),
    ]
    regimen = Regimen(pk=1, form="capsule", ended_day=date(2027, 1, 1))

    found = list(plan_statements(FRAME, rows, regimen))

    told = [(one["status"], *one["effectivePeriod"].values()) for one in found]
    assert told == [
        ("completed", "2026-10-01", "2026-10-14"),
        ("completed", "2026-10-15", "2026-10-31"),
        ("on-hold", "2026-11-01", "2026-11-09"),
        ("active", "2026-11-10", "2026-11-30"),
        ("intended", "2026-12-01", "2026-12-31"),
        ("stopped", "2027-01-01"),
        ("entered-in-error", "2026-10-20"),
    ]
    assert [one.get("dosage", [{"text": None}])[0]["text"] for one in found[:4]] == [
        "1.5mg 1日1回 夜",
        "3mg 1日1回 夜",
        None,
        "3mg 1日1回 夜 21:30",
    ]
    assert found[2]["statusReason"] == [{"text": "手術・処置"}]
    assert found[0]["medicationCodeableConcept"] == {"text": "低用量ナルトレキソン(LDN) カプセル"}
    assert len({one["id"] for one in found}) == len(found)


def test_a_plan_whose_first_line_is_not_shared_invents_no_amount():
    [found] = plan_statements(FRAME, [event(5, date(2026, 11, 10), "resume")], None)

    assert found["status"] == "unknown"
    assert "dosage" not in found
    assert found["medicationCodeableConcept"] == {"text": "低用量ナルトレキソン(LDN)"}


def test_other_medicines_are_active_until_their_last_day_is_over():
    row = OtherMedicine(pk=1, name="トラマドール", recorded_at=RECORDED, until_on=TODAY)

    assert other_medicine(FRAME, row)["status"] == "active"
    row.until_on = date(2026, 11, 21)
    assert other_medicine(FRAME, row)["status"] == "completed"
    row.until_on = None
    assert "effectivePeriod" not in other_medicine(FRAME, row)


def test_a_symptom_of_zero_is_an_answer():
    tracked = TrackedSymptom(name="頭痛", anchor="起きられない")

    found = symptom(FRAME, SymptomRating(score=0, **DAILY), tracked)

    assert found["valueInteger"] == 0
    assert found["code"] == {"text": "頭痛"}
    assert found["effectiveDateTime"] == "2026-11-21"
    assert "起きられない" in found["method"]["text"]
    assert symptom(FRAME, SymptomRating(score=0, **DAILY), None) is None


def test_sleep_tells_only_what_was_answered():
    assert sleep(FRAME, Sleep(**DAILY)) is None

    [part] = sleep(FRAME, Sleep(times_awake=0, **DAILY))["component"]
    assert part["valueInteger"] == 0


def test_no_side_effect_is_an_answer_and_a_tick_is_an_event():
    none_today = SideEffect(kind=SideEffect.NONE_TODAY, **DAILY)
    assert no_side_effect(FRAME, none_today)["resourceType"] == "Observation"

    ticked = adverse_event(FRAME, SideEffect(kind="vivid_dreams", severity="severe", **DAILY))
    assert ticked["actuality"] == "actual"
    assert ticked["severity"]["coding"][0]["code"] == "severe"
    assert "suspectEntity" not in ticked


def test_an_empty_note_makes_nothing():
    assert day_note(FRAME, DayNote(text="  ", **DAILY)) is None
    assert day_note(FRAME, DayNote(text="", unusual=False, **DAILY))["component"]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("0.30", '{"value":0.30,"unit":"mg/dL"'),
        ("＜０．３", '{"value":0.3,"comparator":"<","unit":"mg/dL"'),
        ("1,234", '{"value":1234,"unit":"mg/dL"'),
    ],
)
def test_a_lab_value_keeps_the_digits_that_were_typed(value, written):
    found = lab_result(FRAME, slip("CRP", value, unit="mg/dL", low_text="0.00", high_text="0.30"))

    assert json_text(found["valueQuantity"]).startswith(written)
    assert found["valueQuantity"]["code"] == "mg/dL"
    assert json_text(found["referenceRange"][0]["high"]["value"]) == "0.30"


def test_words_from_the_laboratory_stay_words():
    found = lab_result(FRAME, slip("抗核抗体", "陰性"))

    assert found["valueString"] == "陰性"
    assert found["meta"]["profile"] == [JP_OBSERVATION]
    assert "referenceRange" not in found


def test_a_limit_that_is_printed_as_less_than_stays_words():
    [found] = lab_result(FRAME, slip("CRP", "0.1", high_text="0.30未満"))["referenceRange"]

    assert "high" not in found
    assert found["text"] == "0.30未満"


def test_a_code_is_given_only_with_a_unit_that_fits_it():
    assert lab_coding("creatinine", "mg/dL")["code"] == "2160-0"
    assert lab_coding("creatinine", "μmol/L")["code"] == "14682-9"
    assert lab_coding("creatinine", "") is None
    assert lab_coding("egfr", "mL/min/1.73m2") is None
    assert len({code for code, _name in LAB_CODES.values()}) == len(LAB_CODES)


def test_a_coded_lab_value_keeps_the_rules_of_the_profile_it_names():
    found = lab_result(FRAME, slip("GOT", "22", unit="IU/L"))

    assert found["meta"]["profile"] == [JP_LAB_RESULT]
    assert found["category"][0]["coding"][0]["code"] == "laboratory"
    assert found["code"]["coding"][0]["code"] == "1920-8"
    assert found["code"]["text"] == "AST"
    assert found["specimen"] == {"reference": f"#{found['contained'][0]['id']}"}
    assert found["valueQuantity"]["code"] == "[IU]/L"


def response(**values) -> Response:
    base = {"pk": 1, "answered_on": TODAY, "recorded_at": RECORDED, "version": "", "scale_name": ""}
    return Response(**{**base, "direction": "higher_worse", "origin": "paper", **values})


def test_a_score_from_paper_is_a_number_with_its_range():
    row = response(
        instrument="chalder", instrument_name="Chalder 疲労尺度", value=Decimal("10.000"),
        low=Decimal(0), high=Decimal(33),
    )  # fmt: skip

    found = score(FRAME, row)

    assert json_text(found["valueQuantity"]["value"]) == "10"
    assert {"text": "点数の範囲: 0〜33"} in found["note"]
    assert found["code"] == {"text": "Chalder 疲労尺度"}


def test_ps_leaves_as_a_number_without_its_sentence():
    found = ps_response(FRAME, response(instrument="ps", instrument_name="PS", value=Decimal(7)))

    assert found["item"][0]["answer"] == [{"valueInteger": 7}]
    told = json.dumps(found, ensure_ascii=False)
    assert not any(level in told for level in instruments()["ps"].levels)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(VALUES)
def test_the_json_text_says_what_the_value_says(value):
    assert json.loads(json_text(value)) == value


@given(st.decimals(allow_nan=False, allow_infinity=False, places=3))
def test_a_decimal_keeps_its_digits(value):
    assert json.loads(json_text([value]), parse_float=Decimal) == [value]
    assert json_text(value) == f"{value:f}"
