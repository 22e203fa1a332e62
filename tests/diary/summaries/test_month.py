"""What the month shows, from rows to cells and words."""

from datetime import UTC, date, datetime, time

import pytest

from diary.doses.services.answers import record_dose_skipped, record_dose_taken
from diary.doses.services.plan import pause_regimen
from diary.summaries.domain.nights import CellState
from diary.summaries.month.build import build_month
from diary.summaries.month.day import build_day
from ldn_app.access.viewer import on_behalf_of
from tests.factories.check_ins import (
    make_effect,
    make_note,
    make_rating,
    make_sleep,
    make_symptom,
)
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 13, 4, tzinfo=UTC)


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


def cells(viewer, **changes):
    values = {"wanted": TODAY, "today": TODAY, "week_starts_on": 0, **changes}
    month = build_month(viewer, **values)
    return {cell.day: cell for week in month.weeks for cell in week}


def evening(day):
    return datetime.combine(day, time(13), tzinfo=UTC)


def take(viewer, plan, day, *, later=False):
    now = NOW if later else evening(day)
    taken_at = None if later else now
    return record_dose_taken(viewer, plan=plan, dose_day=day, taken_at=taken_at, now=now)


def test_each_day_shows_its_state_amount_and_worst_symptom(patient, viewer):
    plan = make_plan(patient, amount_mg="1.5", steps=[(date(2026, 11, 10), "3")])
    take(viewer, plan, date(2026, 11, 9))
    take(viewer, plan, date(2026, 11, 10), later=True)
    record_dose_skipped(
        viewer, plan=plan, dose_day=date(2026, 11, 11), now=evening(date(2026, 11, 11))
    )
    make_rating(make_symptom(patient), date(2026, 11, 9), 0)
    make_rating(make_symptom(patient), date(2026, 11, 10), 4)
    make_rating(make_symptom(patient), date(2026, 11, 10), 8)

    found = cells(viewer)

    assert len(found) == 28
    told = {day.day: (cell.state, cell.amount, cell.worst) for day, cell in found.items()}
    assert told[9] == (CellState.TAKEN, "1.5", 0)
    assert told[10] == (CellState.TAKEN_LATER, "3", 8)
    assert told[11] == (CellState.SKIPPED, "", None)
    assert told[12] == (CellState.UNRECORDED, "", None)


def test_a_pause_and_days_before_the_plan_are_no_omissions(patient, viewer):
    plan = make_plan(patient, first_day=date(2026, 11, 5))
    pause_regimen(viewer, plan=plan, on_day=date(2026, 11, 15), reason="surgery", note="", now=NOW)

    found = cells(viewer)

    assert found[date(2026, 11, 4)].state is CellState.NO_PLAN
    assert found[date(2026, 11, 14)].state is CellState.UNRECORDED
    assert found[date(2026, 11, 15)].state is CellState.PAUSED


def test_days_to_come_cannot_be_opened(patient, viewer):
    make_plan(patient)

    found = cells(viewer, today=date(2026, 11, 20))

    assert found[date(2026, 11, 21)].can_open is False
    assert found[date(2026, 11, 20)].can_open is True
    assert found[date(2026, 11, 20)].is_today is True


def test_the_words_of_a_cell_say_everything_that_it_shows(patient, viewer):
    plan = make_plan(patient, amount_mg="4.5")
    take(viewer, plan, date(2026, 11, 20), later=True)
    make_rating(make_symptom(patient), date(2026, 11, 20), 7)

    found = cells(viewer)

    assert found[date(2026, 11, 20)].words == (
        "11月20日(金) 飲んだ(後日に記録) 4.5mg いちばん強い症状 7"
    )
    assert found[TODAY].words == "今日 11月22日(日) 未記録"


def test_the_week_begins_where_the_patient_says(patient, viewer):
    month = build_month(viewer, wanted=TODAY, today=TODAY, week_starts_on=6)

    assert "".join(month.weekdays) == "日月火水木金土"
    assert month.weeks[-1][0].day == TODAY


def test_nothing_of_another_patient_is_shown(viewer):
    other = make_patient()
    plan = make_plan(other)
    take(on_behalf_of(other.pk), plan, date(2026, 11, 9))
    make_rating(make_symptom(other), date(2026, 11, 9), 9)

    cell = cells(viewer)[date(2026, 11, 9)]

    assert (cell.state, cell.worst) == (CellState.NO_PLAN, None)


def test_a_day_says_in_words_what_was_recorded(patient, viewer):
    plan = make_plan(patient, amount_mg="4.5")
    take(viewer, plan, TODAY)
    make_rating(make_symptom(patient, name="だるさ"), TODAY, 0)
    make_sleep(patient, TODAY, insomnia="some", quality=0, bed_at=time(23, 40), times_awake=0)
    make_effect(patient, TODAY, "headache", "mild")
    make_effect(patient, TODAY, "urgent_allergy")
    make_note(patient, TODAY, text="雨", tell_doctor=True, unusual=False)

    day = build_day(viewer, day=TODAY, today=TODAY)

    assert day.dose == "飲んだ 午後10時00分 4.5mg"
    facts = dict(day.facts)
    assert facts["だるさ"] == "0"
    assert facts["寝つけない・眠れない"] == "少し"
    assert facts["眠りの質(10がよい)"] == "0"
    assert facts["ふとんに入った〜起きた"] == "23:40〜未記録"
    assert facts["目がさめた回数"] == "0回"
    assert facts["副作用かもしれないこと"].startswith("頭が痛い(軽い)、じんましん")
    assert facts["いつもとちがうこと"] == "なかった"
    assert "はっきりした夢" not in facts
    assert (day.note, day.tell_doctor) == ("雨", True)


def test_a_day_without_records_invents_nothing(patient, viewer):
    day = build_day(viewer, day=TODAY, today=TODAY)

    assert (day.dose, day.facts, day.note, day.can_edit_dose) == ("", (), "", False)
