"""The builder: what stands in the facts, for the patient and through a grant."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from diary.doses.services.plan import pause_regimen
from diary.summaries.domain.period import Period, PeriodRequest
from diary.summaries.domain.states import State
from diary.summaries.domain.weeks import Spread
from diary.summaries.visit_summary.preferences import period_for
from diary.summaries.visit_summary.sheet import build_visit_summary
from ldn_app.access.viewer import on_behalf_of, viewer_through
from tests.factories.entries import (
    make_dose,
    make_note,
    make_side_effect,
    make_sleep,
    make_symptom,
    rate,
)
from tests.factories.people import make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan, plan_again

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
PERIOD = Period("30", date(2026, 10, 24), TODAY)

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return make_patient()


def summary_for(patient, period=PERIOD, viewer=None):
    viewer = viewer or on_behalf_of(patient.pk)
    return build_visit_summary(viewer, period, today=TODAY, made_at=NOW)


def through_a_grant(patient, **values):
    clinician = make_clinician()
    grant = make_grant(patient, clinician, **values)
    return viewer_through(grant, user_id=clinician.user_id, now=NOW)


def states(summary):
    sections = ("plan", "nights", "symptoms", "sleep", "side_effects", "notes", "labs", "visits")
    return {name: getattr(summary, name).state for name in sections}


def test_an_empty_diary_is_unrecorded_everywhere(patient):
    summary = summary_for(patient)

    assert set(states(summary).values()) == {State.NOT_RECORDED}
    assert summary.is_empty


def test_what_is_not_shared_is_neither_unrecorded_nor_none(patient):
    make_sleep(patient, TODAY, quality=5)

    shared = states(summary_for(patient, viewer=through_a_grant(patient, categories=["sleep"])))

    assert shared.pop("sleep") is State.PRESENT
    assert set(shared.values()) == {State.NOT_SHARED}


def test_none_is_what_the_patient_said_and_unrecorded_what_nobody_said(patient):
    make_side_effect(patient, TODAY, "none_today")
    make_note(patient, TODAY, "ふつうの日。")

    summary = summary_for(patient)

    assert summary.side_effects.state is State.NONE
    assert summary.side_effects.free_days == 1
    assert summary.notes.state is State.NONE
    assert summary.sleep.state is State.NOT_RECORDED


def test_nights_are_counted_from_the_plan_and_the_answers(patient):
    plan = make_plan(patient, first_day=date(2026, 11, 12))
    make_dose(plan, date(2026, 11, 12))
    make_dose(plan, date(2026, 11, 13), filled_later=True)
    make_dose(plan, date(2026, 11, 14), status="skipped", skip_reason="asleep")

    counts = summary_for(patient).nights.counts

    assert (counts.expected, counts.recorded, counts.unrecorded) == (10, 3, 7)
    assert (counts.that_night, counts.later, counts.taken, counts.skipped) == (2, 1, 2, 1)


def test_a_pause_is_no_unrecorded_night(patient):
    plan = make_plan(patient, first_day=date(2026, 11, 12))
    pause_regimen(
        on_behalf_of(patient.pk),
        plan=plan,
        on_day=date(2026, 11, 17),
        reason="surgery",
        note="",
        now=NOW,
    )

    summary = summary_for(patient)

    assert (summary.nights.counts.expected, summary.nights.counts.paused) == (5, 6)
    assert [run.paused for run in summary.plan.stretches] == [False, False, True]
    assert [line.kind for line in summary.plan.lines] == ["start", "pause"]


def test_lines_name_what_held_before_them(patient):
    make_plan(patient, first_day=date(2026, 10, 1), steps=[(date(2026, 11, 1), "3")])

    lines = summary_for(patient).plan.lines

    assert [(line.before_mg, line.amount_mg) for line in lines] == [(Decimal("1.5"), Decimal(3))]


def test_a_plan_that_ended_inside_the_period_leaves_its_steps(patient):
    make_plan(patient, first_day=date(2026, 10, 1), last_day=date(2026, 11, 1))
    make_plan(patient, first_day=date(2026, 11, 10), amount_mg="3")

    summary = summary_for(patient)

    assert [run.planned_mg for run in summary.plan.stretches] == [Decimal("1.5"), None, Decimal(3)]
    assert summary.nights.counts.expected == 9 + 12


def test_the_patients_own_order_counts_and_not_the_height_of_a_number(patient):
    for place, (name, score) in enumerate((("一", 2), ("二", 9), ("三", 5), ("四", 7))):
        rate(make_symptom(patient, name, position=place), TODAY, score)
    rate(make_symptom(patient, "もう見ない", removed_at=NOW), TODAY, 10)

    symptoms = summary_for(patient).symptoms

    assert symptoms.is_chosen
    assert [one.name for one in symptoms.top] == ["一", "二", "三"]
    assert [one.name for one in symptoms.others] == ["四", "もう見ない"]


def test_a_chosen_symptom_without_a_rating_keeps_its_place_and_says_so(patient):
    make_symptom(patient, "まだない", position=0)
    rate(make_symptom(patient, "だるさ", position=1), TODAY, 3)

    symptoms = summary_for(patient).symptoms

    assert [(one.name, one.whole is None) for one in symptoms.top] == [
        ("まだない", True),
        ("だるさ", False),
    ]


def test_without_a_list_the_highest_come_first(patient):
    for name, score in (("一", 2), ("二", 9), ("三", 5), ("四", 7)):
        rate(make_symptom(patient, name, removed_at=NOW), TODAY, score)

    symptoms = summary_for(patient).symptoms

    assert not symptoms.is_chosen
    assert [one.name for one in symptoms.top] == ["二", "四", "三"]


def test_weeks_without_an_answer_stay_unknown(patient):
    symptom = make_symptom(patient, "だるさ")
    for offset, score in enumerate((4, 6, 8)):
        rate(symptom, date(2026, 11, 16) + timedelta(days=offset), score, copied=offset == 0)

    summary = summary_for(patient)

    assert summary.symptoms.top[0].weekly == (None, None, None, None, Spread(5, 6, 7, 3))
    assert summary.symptoms.top[0].copied == 1


def test_sleep_counts_only_what_was_answered(patient):
    make_sleep(patient, date(2026, 11, 16), quality=4, insomnia="strong")
    make_sleep(patient, date(2026, 11, 17), vivid_dreams="none")

    sleep = summary_for(patient).sleep

    assert (sleep.days, sleep.whole.count) == (2, 1)
    assert (sleep.insomnia[-1].answered, sleep.insomnia[-1].levels) == (1, (0, 1))
    assert (sleep.dreams[-1].answered, sleep.dreams[-1].levels) == (1, (0, 0))
    assert sleep.hours_in_bed is None


def test_a_red_flag_is_named_with_its_days_and_weighs_most(patient):
    make_side_effect(patient, date(2026, 11, 16), "urgent_allergy")
    make_side_effect(patient, date(2026, 11, 16), "headache", "mild")

    effects = summary_for(patient).side_effects

    assert effects.urgent[0].days == (date(2026, 11, 16),)
    assert [kind.kind for kind in effects.kinds] == ["headache"]
    assert effects.tallies[-1].levels == (0, 0, 1)


def test_only_flagged_notes_are_shown_newest_first(patient):
    make_note(patient, date(2026, 11, 1), "先の", tell_doctor=True)
    make_note(patient, date(2026, 11, 2), "ひみつ", unusual=True)
    make_note(patient, date(2026, 11, 3), "あとの", tell_doctor=True)

    notes = summary_for(patient).notes

    assert [note.text for note in notes.flagged] == ["あとの", "先の"]
    assert notes.unusual_days == (date(2026, 11, 2),)


def test_a_note_that_was_cleared_again_says_nothing(patient):
    make_note(patient, TODAY, "", tell_doctor=False)

    assert summary_for(patient).notes.state is State.NOT_RECORDED


def test_without_the_plan_nobody_says_how_many_nights_are_missing(patient):
    make_dose(make_plan(patient), date(2026, 11, 12))

    counts = summary_for(
        patient, viewer=through_a_grant(patient, categories=["doses"])
    ).nights.counts

    assert (counts.recorded, counts.expected, counts.unrecorded) == (1, None, None)


def test_a_look_that_begins_on_a_day_does_not_show_the_days_before(patient):
    plan = make_plan(patient)
    for day in (date(2026, 10, 30), date(2026, 11, 12)):
        make_dose(plan, day)
    viewer = through_a_grant(patient, first_day=date(2026, 11, 10))

    summary = summary_for(patient, period_for(viewer, PeriodRequest("30"), today=TODAY), viewer)

    assert summary.period.first == date(2026, 11, 10)
    assert summary.nights.counts.recorded == 1
    assert summary.nights.counts.expected == 12
    assert summary.plan.stretches[0].planned_mg == Decimal("1.5")


def test_one_query_for_each_model_whatever_the_age_of_the_diary(
    patient, django_assert_max_num_queries
):
    plan = plan_again(patient, TODAY) or make_plan(patient, first_day=date(2016, 11, 22))
    make_dose(plan, date(2026, 11, 12))
    rate(make_symptom(patient, "だるさ"), TODAY, 3)

    with django_assert_max_num_queries(12):
        summary_for(patient)


def test_rows_outside_the_period_are_not_counted(patient):
    symptom = make_symptom(patient, "だるさ")
    rate(symptom, PERIOD.first - timedelta(days=1), 10)
    rate(symptom, PERIOD.first, 1)

    assert summary_for(patient).symptoms.top[0].whole == Spread(1, 1, 1, 1)
