"""What a doctor must see in twenty seconds stands on the first page, whatever else there is."""

import io
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from pypdf import PdfReader

from diary.doses.services.plan import add_step, correct_event, withdraw_event
from diary.export.tables import tables_of
from diary.medications.red_flags import red_flags
from diary.summaries.charts.style import PRINT, SCREEN
from diary.summaries.domain.period import PeriodRequest
from diary.summaries.visit_summary.pdf import sheet_pdf
from diary.summaries.visit_summary.sheet import compose_sheet
from ldn_app.access.viewer import on_behalf_of, viewer_through
from tests.factories.entries import make_dose, make_side_effect, make_sleep, make_symptom, rate
from tests.factories.papers import make_medicine, make_opioid_answer, make_result
from tests.factories.people import make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan, plan_again

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 18, 40, tzinfo=UTC)  # 03:40 of the 22nd in Tokyo
TODAY = date(2026, 11, 21)
LONG_AGO = datetime(2026, 1, 1, tzinfo=UTC)


def back(days):
    return TODAY - timedelta(days=days)


def sheet_of(patient, *, viewer=None, style=SCREEN, asked="30"):
    viewer = viewer or on_behalf_of(patient.pk)
    return compose_sheet(viewer, patient=patient, asked=PeriodRequest(asked), now=NOW, style=style)


def section(sheet, title):
    return next(one for one in sheet.sections if one.title.startswith(title))


def printed(sheet, *, on_paper=False):
    template = "diary/summaries/sheet/sheet.html"
    return render_to_string(template, {"sheet": sheet, "on_paper": on_paper})


@pytest.mark.parametrize("style", [SCREEN, PRINT])
def test_a_red_flag_stands_above_everything_else(style):
    patient = make_patient()
    make_side_effect(patient, back(3), "urgent_liver")
    for days in range(20):
        make_side_effect(patient, back(days), "headache", "mild")

    text = printed(sheet_of(patient, style=style), on_paper=style is PRINT)

    assert text.index("【至急のしるし】") < text.index("記録できた夜")


def test_no_red_flag_leaves_no_empty_frame():
    assert "sheet__alerts" not in printed(sheet_of(make_patient()))


def test_a_red_flag_is_for_those_who_may_read_side_effects():
    patient = make_patient()
    make_side_effect(patient, back(3), "urgent_liver")
    clinician = make_clinician()
    grant = make_grant(patient, clinician, categories=["doses"], created_at=LONG_AGO)
    viewer = viewer_through(grant, user_id=clinician.user_id, now=NOW)

    assert sheet_of(patient, viewer=viewer).alerts == ()


def test_values_outside_the_range_of_their_slip_are_marked_and_come_first():
    patient = make_patient()
    for number in range(30):
        make_result(patient, back(2), f"項目{number:02}", "22", low_text="13", high_text="30")
    make_result(patient, back(2), "ALT", "31", low_text="13", high_text="30")
    make_result(patient, back(2), "白血球", "2.9", low_text="3.3")
    make_result(patient, back(2), "範囲なし", "900")

    [line] = [entry.words for entry in section(sheet_of(patient), "検査の値").entries]

    assert line.startswith("ALT 31(13〜30)▲範囲より上 / 白血球 2.9(3.3以上)▼範囲より下")
    assert "ほか" in line
    assert line.count("▲") + line.count("▼") == 2


def test_more_values_outside_than_there_is_room_for_all_stand_there():
    patient = make_patient()
    for number in range(30):
        make_result(patient, back(2), f"項目{number:02}", "99", low_text="13", high_text="30")

    [entry] = section(sheet_of(patient), "検査の値").entries

    assert entry.words.count("▲範囲より上") == 30


def opioids(patient, **asked):
    return section(sheet_of(patient, **asked), "ほかの薬").facts[-1]


def test_an_answer_of_this_night_stands_there_before_the_day_ends():
    patient = make_patient()
    make_opioid_answer(patient, TODAY, "using")

    assert "使っている(2026/11/21)" in opioids(patient)


def test_no_answer_of_the_period_vanishes_behind_a_newer_one():
    patient = make_patient()
    for days, answer in ((2, "none"), (9, "unsure"), (12, "none"), (200, "using")):
        make_opioid_answer(patient, back(days), answer)

    line = opioids(patient)

    told = ("使っていない(2026/11/19)", "わからない(11/12)", "使っている(5/5)")
    assert [line.index(words) for words in told] == sorted(line.index(words) for words in told)


def test_of_very_many_answers_only_clear_ones_are_counted():
    patient = make_patient()
    for days in range(0, 28, 2):
        make_opioid_answer(patient, back(days), "none")
        make_opioid_answer(patient, back(days + 1), "unsure" if days == 26 else "none")

    assert "わからない(10/25)" in opioids(patient)


@pytest.mark.parametrize("with_medicine", [True, False])
def test_nobody_asked_is_said_in_words(with_medicine):
    patient = make_patient()
    if with_medicine:
        make_medicine(patient)

    assert opioids(patient) == "オピオイドの薬: 未記録"


def test_the_next_step_stands_beside_what_holds_now():
    patient = make_patient()
    make_plan(patient, steps=[(TODAY + timedelta(days=9), "3")])

    label, amount, words = sheet_of(patient).plan_now

    assert (label, amount) == ("いまの計画", "1.5mg")
    assert words.endswith("次は11月30日(月)に 3mg")


def test_a_plan_that_is_over_is_none_and_no_plan_at_all_is_unrecorded():
    over, never = make_patient(), make_patient()
    make_plan(over, first_day=back(300), last_day=back(200))

    assert sheet_of(over).plan_now[1] == "計画なし"
    assert sheet_of(never).plan_now[1] == "未記録"


def test_nights_without_a_plan_on_record_are_not_called_unplanned():
    patient = make_patient()
    gone = make_plan(patient, first_day=back(300), last_day=back(200))
    make_dose(gone, back(3), amount_mg="1.5")
    clinician = make_clinician()
    grant = make_grant(patient, clinician, categories=["doses"], created_at=LONG_AGO)
    viewer = viewer_through(grant, user_id=clinician.user_id, now=NOW)

    text = printed(sheet_of(patient, viewer=viewer))

    assert "計画なし" not in text
    assert "? 未記録(計画は不明)" in text


def test_a_period_that_is_over_does_not_call_its_last_plan_the_present_one():
    patient = make_patient()
    make_plan(patient, first_day=date(2026, 1, 1))
    asked = PeriodRequest("free", date(2026, 3, 1), date(2026, 3, 10))

    sheet = compose_sheet(
        on_behalf_of(patient.pk), patient=patient, asked=asked, now=NOW, style=SCREEN
    )

    assert sheet.plan_now[0] == "3月10日(火)の計画"


class TestEditedPlans:
    """Lines that were put right, added in between or withdrawn afterwards."""

    def _plan(self):
        patient = make_patient()
        make_plan(patient, first_day=back(28), steps=[(back(14), "3")])
        return patient, on_behalf_of(patient.pk), plan_again(patient, TODAY)

    def _told(self, patient):
        return " ".join(section(sheet_of(patient), "服用量").facts)

    def _exported(self, viewer):
        table = next(one for one in tables_of(viewer) if one.label == "doses.RegimenEvent")
        rows = [dict(zip(table.columns, row, strict=True)) for row in table.rows()]
        return {row["amount_mg"]: row["kind"] for row in rows if row["withdrawn_at"] is None}

    def test_a_line_between_makes_the_later_one_a_fall(self):
        patient, viewer, plan = self._plan()
        add_step(viewer, plan=plan, on_day=back(20), amount_mg=Decimal("4.5"), note="", now=NOW)

        assert "11/7 減らす 4.5→3mg" in self._told(patient)
        assert self._exported(viewer)[Decimal("3.00")] == "step_back"

    def test_a_corrected_beginning_makes_the_later_one_a_fall(self):
        patient, viewer, plan = self._plan()
        values = {"on_day": plan.rows[0].on_day, "amount_mg": Decimal("4.5")}
        correct_event(viewer, plan=plan, event=plan.rows[0], now=NOW, **values)

        assert "11/7 減らす 4.5→3mg" in self._told(patient)
        assert self._exported(viewer)[Decimal("3.00")] == "step_back"

    def test_a_withdrawn_line_makes_the_later_one_a_rise_again(self):
        patient, viewer, plan = self._plan()
        event = add_step(
            viewer, plan=plan, on_day=back(20), amount_mg=Decimal("4.5"), note="", now=NOW
        )
        plan = plan_again(patient, TODAY)
        withdraw_event(viewer, plan=plan, event=event, note="", now=NOW)

        assert "11/7 増やす 1.5→3mg" in self._told(patient)
        assert self._exported(viewer)[Decimal("3.00")] == "step_up"


@pytest.mark.parametrize("flags", [1, 5])
def test_everything_that_must_not_hide_still_stands_on_one_page(flags):
    patient = make_patient()
    make_plan(patient, first_day=back(28), steps=[(TODAY + timedelta(days=9), "3")])
    for place, name in enumerate(("だるさ", "頭の痛み", "筋肉の痛み", "めまい")):
        symptom = make_symptom(patient, name, position=place)
        for days in range(28):
            rate(symptom, back(days), days % 10)
    for days in range(28):
        make_sleep(patient, back(days), quality=5, insomnia="some", vivid_dreams="strong")
        make_side_effect(patient, back(days), "headache", "mild")
    for place, kind in enumerate(list(red_flags())[:flags]):
        make_side_effect(patient, back(place + 1), kind)
    for days in (2, 9, 12, 20, 200):
        make_opioid_answer(patient, back(days), "unsure" if days % 2 else "none")
    for number in range(6):
        make_result(patient, back(2), f"項目{number:02}", "99", low_text="13", high_text="30")

    sheet = sheet_of(patient, style=PRINT, asked="90")

    assert len(sheet.alerts) == flags
    assert len(PdfReader(io.BytesIO(sheet_pdf(sheet))).pages) == 1
