"""What leaves of the plan, of its nights and of other medicines: nothing that nobody knows."""

from datetime import UTC, date, datetime, time
from decimal import Decimal
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest

from diary.doses.models import Dose, Regimen, RegimenEvent
from diary.fhir.codes import DOSE_DAY, NALTREXONE
from diary.fhir.frame import Frame
from diary.fhir.json_text import json_text
from diary.fhir.medication_administration import administration
from diary.fhir.medication_statement import other_medicine, plan_statements
from diary.medications.models import OtherMedicine

TODAY = date(2026, 11, 22)
RECORDED = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)
FRAME = Frame(uuid4(), ZoneInfo("Asia/Tokyo"), TODAY)


def dose(**values) -> Dose:
    given_values = {"pk": 1, "dose_day": TODAY, "time_zone": "Asia/Tokyo", "recorded_at": RECORDED}
    return Dose(**{**given_values, "status": "taken", "filled_later": False, **values})


def event(number: int, day: date, kind: str, **values) -> RegimenEvent:
    return RegimenEvent(
        pk=number, regimen_id=1, kind=kind, on_day=day, recorded_at=RECORDED, **values
    )


def test_a_dose_after_midnight_keeps_its_moment_and_names_its_evening():
    taken_at = datetime(2026, 11, 22, 15, 40, tzinfo=UTC)

    found = administration(FRAME, dose(taken_at=taken_at, amount_mg=Decimal("4.50")))

    assert found["status"] == "completed"
    assert found["effectiveDateTime"] == "2026-11-23T00:40:00+09:00"
    assert found["note"] == [{"text": "2026年11月22日(日)の分"}]
    assert json_text(found["dosage"]["dose"]["value"]) == "4.5"
    assert found["extension"] == [{"url": DOSE_DAY, "valueDate": "2026-11-22"}]
    assert found["medicationCodeableConcept"] == {
        "coding": list(NALTREXONE),
        "text": "低用量ナルトレキソン(LDN)",
    }
    assert "category" not in found  # Nobody asks where the patient was.


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
    assert "performer" not in found


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
        ("not-taken", "2026-11-01", "2026-11-09"),
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
    assert {"text": "計画ではお休みでした。飲んだかどうかは、服用の記録にあります。"} in found[2][
        "note"
    ]
    assert found[0]["medicationCodeableConcept"]["text"] == "低用量ナルトレキソン(LDN) カプセル"
    assert [code["code"] for code in found[0]["medicationCodeableConcept"]["coding"]] == [
        "N07BB04",
        "7243",
    ]
    once = {"frequency": 1, "period": 1, "periodUnit": "d"}
    assert found[0]["dosage"][0]["timing"] == {"repeat": once | {"when": ["EVE"]}}
    assert found[3]["dosage"][0]["timing"] == {"repeat": once | {"timeOfDay": ["21:30:00"]}}
    assert found[0]["dosage"][0]["route"]["coding"][0]["code"] == "PO"
    assert len({one["id"] for one in found}) == len(found)


def test_a_plan_whose_first_line_is_not_shared_invents_no_amount():
    [found] = plan_statements(FRAME, [event(5, date(2026, 11, 10), "resume")], None)

    assert found["status"] == "unknown"
    assert "dosage" not in found
    assert found["medicationCodeableConcept"]["text"] == "低用量ナルトレキソン(LDN)"


@pytest.mark.parametrize(
    ("today", "status"),
    [(date(2026, 11, 9), "on-hold"), (date(2026, 11, 10), "not-taken")],
)
def test_a_pause_is_on_hold_until_it_is_over(today, status):
    rows = [
        event(1, date(2026, 10, 1), "start", amount_mg=Decimal("1.50"), slot="morning"),
        event(2, date(2026, 11, 1), "pause", reason="surgery"),
        event(3, date(2026, 11, 10), "resume"),
    ]
    frame = Frame(uuid4(), ZoneInfo("Asia/Tokyo"), today)

    found = list(plan_statements(frame, rows, Regimen(pk=1, form="cream")))

    assert found[1]["status"] == status
    assert found[0]["dosage"][0]["route"]["coding"][0]["code"] == "TP"
    assert found[0]["dosage"][0]["timing"]["repeat"]["when"] == ["MORN"]


def test_a_form_that_is_not_shared_leaves_no_route():
    rows = [event(1, date(2026, 10, 1), "start", amount_mg=Decimal("1.50"), slot="evening")]

    [found] = plan_statements(FRAME, rows, None)

    assert "route" not in found["dosage"][0]


def test_other_medicines_are_active_until_their_last_day_is_over():
    row = OtherMedicine(pk=1, name="トラマドール", recorded_at=RECORDED, until_on=TODAY)

    assert other_medicine(FRAME, row)["status"] == "active"
    assert "meta" not in other_medicine(FRAME, row)  # Only its name is known.
    row.until_on = date(2026, 11, 21)
    assert other_medicine(FRAME, row)["status"] == "completed"
    row.until_on = None
    assert "effectivePeriod" not in other_medicine(FRAME, row)
