"""The plan's pages: what is typed is kept, asked about, recorded."""

from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
import time_machine

from diary.doses.models import RegimenEvent
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan, plan_again

NOW = datetime(2026, 11, 22, 22, 4, tzinfo=ZoneInfo("Asia/Tokyo"))
FIRST = date(2026, 11, 22)

NEW_PLAN = {
    "form": "capsule",
    "slot": "evening",
    "usual_time": "22:30",
    "on_day": "2026-11-22",
    "amount_mg": "１．５ｍｇ",
}

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient():
    return make_patient()


@pytest.fixture
def phone(client, patient):
    with time_machine.travel(NOW, tick=False):
        client.force_login(patient.user)
        yield client


def events(patient):
    rows = RegimenEvent.objects.visible_to(on_behalf_of(patient.pk)).order_by("on_day", "id")
    return [(row.kind, row.on_day.isoformat(), row.amount_mg) for row in rows]


def test_a_plan_is_entered_as_the_doctor_wrote_it(phone, patient):
    steps = {"on_day_2": "2026-12-06", "amount_mg_2": "3", "on_day_3": "2026-12-20"}

    answer = phone.post("/regimen/new/", {**NEW_PLAN, **steps, "amount_mg_3": "4,5"})

    assert answer.status_code == 302
    assert events(patient) == [
        ("start", "2026-11-22", Decimal("1.50")),
        ("step_up", "2026-12-06", Decimal("3.00")),
        ("step_up", "2026-12-20", Decimal("4.50")),
    ]


def test_the_plan_page_shows_what_was_written(phone, patient):
    phone.post("/regimen/new/", NEW_PLAN)

    page = phone.get("/regimen/").content.decode()

    assert "1.5mg ではじめる" in page
    assert "2026年11月22日(日)" in page
    assert "22:30" in page


def test_a_liquid_shows_millilitres_beside_milligrams(phone):
    phone.post(
        "/regimen/new/",
        {**NEW_PLAN, "form": "liquid", "strength_mg_per_ml": "0.5", "amount_mg": "1.5"},
    )

    assert "1.5mg(3mL)" in phone.get("/tonight/").content.decode()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"amount_mg": "45"}, "45mg と入力されました。4.5mg ではありませんか。"),
        ({"amount_mg": "60"}, "50mg より多い量は"),
        ({"amount_mg": "たくさん"}, "量を数字で入力してください"),
        ({"amount_mg": ""}, "量を入力してください"),
        ({"form": ""}, "薬のかたちを選んでください"),
        ({"slot": "noon"}, "正しく選択してください"),
        ({"on_day": "2026-02-30"}, "日付を 2026-11-22 のように入力してください"),
        ({"on_day": "0026-11-22"}, "日付の年を確かめてください"),
        ({"strength_mg_per_ml": "1"}, "濃さは液剤のときだけ"),
        ({"on_day_2": "2026-11-21", "amount_mg_2": "3"}, "早いものから順に"),
        ({"on_day_2": "2026-12-21"}, "量を入力してください。例: 3"),
        ({"amount_mg_2": "3"}, "日付を選んでください"),
        ({"last_day": "2026-11-01"}, "さいごの段階より後の日"),
    ],
)
def test_a_slip_gets_a_sentence_and_keeps_what_was_typed(phone, patient, typed, sentence):
    answer = phone.post("/regimen/new/", {**NEW_PLAN, **typed})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert sentence in text
    assert 'value="22:30"' in text
    assert events(patient) == []


def test_forty_five_is_recorded_only_after_an_explicit_yes(phone, patient):
    typed = {**NEW_PLAN, "amount_mg": "45"}
    question = phone.post("/regimen/new/", typed).content.decode()

    assert 'name="amounts_confirmed" value="45"' in question
    phone.post("/regimen/new/", {**typed, "amounts_confirmed": "45"})

    assert events(patient) == [("start", "2026-11-22", Decimal("45.00"))]


def test_a_second_plan_is_refused_with_a_sentence(phone, patient):
    make_plan(patient)

    answer = phone.post("/regimen/new/", NEW_PLAN)

    assert answer.status_code == 422
    assert "いまの計画が続いています" in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "typed", "kind"),
    [
        ("step", {"on_day": "2026-12-01", "amount_mg": "3"}, "step_up"),
        ("hold", {"on_day": "2026-12-01"}, "hold"),
        ("slot", {"on_day": "2026-12-01", "slot": "morning"}, "to_morning"),
        ("time", {"on_day": "2026-12-01", "usual_time": "21:00"}, "time"),
        ("pause", {"on_day": "2026-11-23", "reason": "surgery"}, "pause"),
        ("end", {"last_day": "2026-12-31"}, "end"),
    ],
)
def test_every_change_is_one_small_form(phone, patient, change, typed, kind):
    make_plan(patient)

    answer = phone.post(f"/regimen/{change}/", typed)

    assert answer.status_code == 302
    assert events(patient)[-1][0] == kind


@pytest.mark.parametrize("change", ["step", "hold", "slot", "time", "pause", "resume", "end"])
def test_an_empty_form_says_what_to_do(phone, patient, change):
    make_plan(patient)

    answer = phone.post(f"/regimen/{change}/", {})

    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()
    assert len(events(patient)) == 1


def test_a_pause_is_told_on_tonight_and_the_return_is_entered(phone, patient):
    make_plan(patient)
    phone.post("/regimen/pause/", {"on_day": "2026-11-20", "reason": "pain_relief"})
    paused = phone.get("/tonight/").content.decode()
    phone.post("/regimen/resume/", {"on_day": "2026-11-22"})
    resumed = phone.get("/tonight/").content.decode()

    assert "お休み中です(オピオイドの薬)" in paused
    assert "お休み中です" not in resumed
    assert "お休み(オピオイドの薬)" in resumed


def test_a_slip_of_the_pen_is_put_right(phone, patient):
    plan = make_plan(patient)

    phone.post(f"/regimen/lines/{plan.rows[0].pk}/", {"on_day": "2026-10-02", "amount_mg": "0.5"})

    assert plan_again(patient, date(2026, 10, 2)).night(date(2026, 10, 2)).amount_mg == Decimal(
        "0.5"
    )
    page = phone.get("/regimen/").content.decode()
    assert "<del>1.5mg ではじめる</del>" in page


def test_a_planned_step_is_taken_off_and_stays_readable(phone, patient):
    plan = make_plan(patient, steps=[(date(2026, 12, 1), "3")])

    phone.post(f"/regimen/lines/{plan.rows[1].pk}/withdraw/", {"note": "先生と相談"})

    page = phone.get("/regimen/").content.decode()
    assert "<del>3mg に増やす</del>" in page
    assert "先生と相談" in page


def test_the_plan_proposes_nothing(phone, patient):
    make_plan(patient)

    pages = [phone.get(a).content.decode() for a in ("/regimen/", "/regimen/step/", "/tonight/")]

    assert not any(
        word in page
        for page in pages
        for word in ("おすすめ", "推奨", "安全です", "増やしましょう")
    )
