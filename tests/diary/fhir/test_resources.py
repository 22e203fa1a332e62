"""Each kind of resource: what the row says, and nothing that it does not say."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from diary.fhir.adverse_event import adverse_event
from diary.fhir.codes import JP_OBSERVATION, LAB_CODES, lab_coding
from diary.fhir.frame import Frame
from diary.fhir.json_text import json_text
from diary.fhir.observation import day_note, lab_result, no_side_effect, sleep, symptom
from diary.fhir.patient import patient_resource
from diary.fhir.questionnaires import ps_response, score
from diary.labs.domain.line import lab_line
from diary.labs.models import LabResult
from diary.questionnaires.domain.instruments import instruments
from diary.questionnaires.models import Response
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from ldn_app.accounts.models import Patient

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


def slip(name: str, value: str, **typed) -> LabResult:
    columns = lab_line(name=name, value_text=value, **typed).as_columns()
    return LabResult(pk=1, collected_on=TODAY, recorded_at=RECORDED, **columns)


@pytest.mark.parametrize(
    ("name", "script"),
    [
        ("架空 花子", "IDE"),
        ("佐々木 さくら", "IDE"),
        ("はなこ", "SYL"),
        ("ﾊﾅｺ ハナコー", "SYL"),
        ("Hanako Ōta", "ABC"),
        ("花子 Smith", None),
        ("하나", None),
        ("🌷", None),
    ],
)
def test_a_name_says_in_which_script_it_is_written_or_names_no_profile(name, script):
    found = patient_resource(FRAME, Patient(pk=1, display_name=name))

    assert ("meta" in found) == (script is not None)
    told = [one["valueCode"] for one in found["name"][0].get("extension", [])]
    assert told == ([script] if script else [])


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
    assert lab_coding("creatinine", "", "mg/dL")["code"] == "2160-0"
    assert lab_coding("creatinine", "", "μmol/L")["code"] == "14682-9"
    assert lab_coding("creatinine", "", "") is None
    assert lab_coding("egfr", "", "mL/min/1.73m2") is None
    assert len({code for code, _name in LAB_CODES.values()}) == len(LAB_CODES)


@pytest.mark.parametrize(
    ("name", "unit", "code"),
    [
        ("フェリチン", "ng/mL", "2276-4"),
        ("血清ﾌｪﾘﾁﾝ", "μg/L", "2276-4"),
        ("Ferritin", "ng/mL", "2276-4"),
        ("フェリチン", "pmol/L", None),
        ("トランスフェリン", "ng/mL", None),
        ("総ビリルビン", "μmol/L", "14631-6"),
    ],
)
def test_an_item_of_the_patients_own_is_known_by_its_name(name, unit, code):
    found = lab_result(FRAME, slip(name, "45", unit=unit))

    assert [one["code"] for one in found["code"].get("coding", [])] == ([code] if code else [])


def test_a_lab_value_claims_nothing_that_a_slip_does_not_tell():
    found = lab_result(FRAME, slip("GOT", "22", unit="IU/L"))

    assert found["meta"]["profile"] == [JP_OBSERVATION]
    assert found["meta"]["lastUpdated"] == "2026-11-22T22:30:00+09:00"
    assert [one["coding"][0]["code"] for one in found["category"]] == ["laboratory", "laboratory"]
    assert found["code"]["coding"][0]["code"] == "1920-8"
    assert found["code"]["text"] == "AST"
    assert not {"performer", "specimen", "contained", "issued"} & found.keys()
    assert found["valueQuantity"]["code"] == "[IU]/L"


def test_a_changed_answer_was_issued_when_it_was_changed():
    changed_at = datetime(2026, 11, 22, 14, 0, tzinfo=UTC)
    row = SymptomRating(score=1, changed_at=changed_at, **DAILY)

    found = symptom(FRAME, row, TrackedSymptom(name="頭痛"))

    assert (found["status"], found["issued"]) == ("amended", "2026-11-22T23:00:00+09:00")


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
    assert "performer" not in found


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
