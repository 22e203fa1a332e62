"""Before and after each change of the plan, as the browser gets it."""

import re
from datetime import date, timedelta

import pytest
import time_machine
from django.utils import timezone

from diary.summaries.change.build import build_changes
from diary.summaries.charts.style import PRINT
from diary.summaries.domain.change import Reach
from diary.summaries.domain.period import Period
from diary.summaries.domain.visit_summary import AppendixSection, State
from diary.summaries.visit_summary.sheet import sheet_of
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Role, Viewer, on_behalf_of
from tests.factories.entries import make_symptom, rate
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

STEP = date(2026, 10, 15)
TODAY = date(2026, 11, 22)
# No page may say these of what it compares: they judge, rank or promise.
VERDICTS = ("改善", "悪化", "有意", "効果", "効いて", "良くな", "悪くな", "最適", "おすすめ")

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def noon():
    with time_machine.travel("2026-11-22T12:00:00+09:00", tick=False):
        yield


@pytest.fixture
def patient(client):
    patient = make_patient()
    client.force_login(patient.user)
    return patient


def with_a_step(patient, *, days_after: int = 14, **values):
    make_plan(patient, first_day=date(2026, 9, 20), steps=[(STEP, "3")], **values)
    symptom = make_symptom(patient, "だるさ")
    for back in range(1, 15):
        rate(symptom, STEP - timedelta(days=back), 7)
    for on in range(1, days_after + 1):
        rate(symptom, STEP + timedelta(days=on), 4)
    return symptom


def test_a_step_is_shown_with_days_medians_and_interval(client, patient):
    with_a_step(patient)

    text = client.get("/visit/changes/?period=90").text

    assert "10/15 増やす 1.5→3mg" in text
    assert "中央値 7(7–7) → 4(4–4)" in text
    assert "中央値の差 −3(およそ95%の幅 −3〜−3)" in text
    assert "記録 前 14日(なし 0日)・後 14日(なし 0日)" in text
    assert "自然な波でも、このくらい変わることがあります。" in text


def test_too_few_days_are_counted_and_not_compared(client, patient):
    with_a_step(patient, days_after=6)

    text = client.get("/visit/changes/").text

    assert "後 6日(なし 8日)" in text
    assert "前か後の記録が7日に満たないので、くらべません。" in text
    assert "中央値の差" not in text
    assert "だるさ: " not in text


def test_another_change_among_the_days_is_named(client, patient):
    make_plan(
        patient, first_day=date(2026, 9, 20), steps=[(STEP, "3"), (date(2026, 10, 22), "4.5")]
    )
    rate(make_symptom(patient, "だるさ"), STEP + timedelta(days=1), 5)

    text = client.get("/visit/changes/").text

    assert "この前後には、ほかの変更もありました: 10/22 増やす 3→4.5mg" in text
    assert "この前後には、ほかの変更もありました: 10/15 増やす 1.5→3mg" in text


def test_no_verdict_stands_on_the_page(client, patient):
    with_a_step(patient)

    text = client.get("/visit/changes/").text
    content = text[text.index("<main") :]

    assert not [word for word in VERDICTS if word in content]


def test_the_newest_change_comes_first(client, patient):
    with_a_step(patient)

    titles = re.findall(r"<summary>(.+?)</summary>", client.get("/visit/changes/").text)

    assert [title[:5] for title in titles if title[0].isdigit()] == ["10/15", "9/20 "]


def test_an_empty_diary_says_unrecorded(client, patient):
    assert "未記録" in client.get("/visit/changes/").text


def test_a_plan_without_change_in_the_period_says_so(client, patient):
    make_plan(patient, first_day=date(2026, 5, 1))

    assert "この期間に計画の変更はありません" in client.get("/visit/changes/?period=30").text


def test_an_unknown_reach_is_the_usual_one(client, patient):
    answer = client.get("/visit/changes/?reach=nonsense")

    assert answer.status_code == 200
    assert 'reach=14" aria-current="true"' in answer.text


def test_whole_steps_are_compared_from_change_to_change(patient):
    with_a_step(patient)

    section = build_changes(
        on_behalf_of(patient.pk), ninety_days(), today=TODAY, reach=Reach.WHOLE_STEP
    )

    around = section.changes[0].around
    assert (around.before.first, around.before.last) == (date(2026, 10, 1), date(2026, 10, 14))
    assert (around.after.first, around.after.last) == (date(2026, 10, 16), TODAY)


@pytest.mark.parametrize("missing", [ShareCategory.PLAN, ShareCategory.SYMPTOMS])
def test_who_may_not_read_both_plan_and_symptoms_reads_nothing(patient, missing):
    with_a_step(patient)
    shared = frozenset(set(ShareCategory.values) - {missing})
    viewer = Viewer(role=Role.READER, patient_id=patient.pk, categories=shared)

    section = build_changes(viewer, ninety_days(), today=TODAY, reach=Reach.FOURTEEN)

    assert section.state is State.NOT_SHARED
    assert section.changes == ()


def test_ten_years_of_other_days_cost_no_more_queries(patient, django_assert_max_num_queries):
    symptom = with_a_step(patient)
    rate(symptom, date(2017, 1, 1), 5)

    with django_assert_max_num_queries(4):
        build_changes(on_behalf_of(patient.pk), ninety_days(), today=TODAY, reach=Reach.FOURTEEN)


def ninety_days() -> Period:
    return Period("90", TODAY - timedelta(days=89), TODAY)


def test_the_paper_carries_the_same_words_only_when_it_was_switched_on(patient):
    with_a_step(patient)
    viewer, made_at = on_behalf_of(patient.pk), timezone.now()

    with_changes = sheet_of(
        viewer,
        ninety_days(),
        patient=patient,
        sections=[AppendixSection.CHANGES],
        now=made_at,
        style=PRINT,
    )
    without = sheet_of(
        viewer, ninety_days(), patient=patient, sections=[], now=made_at, style=PRINT
    )

    words = " ".join(fact for section in with_changes.appendix for fact in section.facts)
    assert "中央値の差 −3(およそ95%の幅 −3〜−3)" in words
    assert "自然な波でも、このくらい変わることがあります。" in words
    assert sum(len(section.pictures) for section in with_changes.appendix) == 1
    assert without.appendix == ()
