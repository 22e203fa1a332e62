"""The day table: days on end of which nothing was recorded are one line."""

from datetime import date, timedelta

import pytest

from diary.summaries.charts.style import PRINT
from diary.summaries.domain.period import FREE, PeriodRequest
from diary.summaries.visit_summary.days import day_table_appendix
from diary.summaries.visit_summary.preferences import period_for
from diary.summaries.visit_summary.sheet import build_visit_summary
from ldn_app.access.viewer import on_behalf_of
from tests.factories.entries import make_dose, make_sleep
from tests.factories.people import make_patient
from tests.factories.plans import WRITTEN_AT, make_plan

TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


def rows_of(patient, *, days):
    viewer = on_behalf_of(patient.pk)
    asked = PeriodRequest(FREE, TODAY - timedelta(days=days), TODAY - timedelta(days=1))
    period = period_for(viewer, asked, today=TODAY)
    summary = build_visit_summary(viewer, period, today=TODAY, made_at=WRITTEN_AT)
    return [row[:2] for row in day_table_appendix(summary, PRINT).tables[0].rows]


def test_the_days_before_the_plan_are_one_line_and_those_after_it_stand_apart():
    patient = make_patient()
    plan = make_plan(patient, first_day=date(2026, 11, 18))
    make_dose(plan, date(2026, 11, 19))

    assert rows_of(patient, days=30) == [
        ("10/23〜11/17", "計画なし(26日)"),
        ("11/18(水)", "未記録"),
        ("11/19(木)", "飲んだ 1.5mg"),
        ("11/20(金)", "未記録"),
        ("11/21(土)", "未記録"),
    ]


def test_a_day_with_any_answer_stands_by_itself():
    patient = make_patient()
    make_plan(patient, first_day=date(2026, 11, 1))
    make_sleep(patient, date(2026, 11, 17), quality=5)

    assert rows_of(patient, days=9) == [
        ("11/13〜11/16", "未記録(4日)"),
        ("11/17(火)", "未記録"),
        ("11/18〜11/21", "未記録(4日)"),
    ]
