"""One day of a shared diary: what its reader sees, what they do not, and what is written down."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from diary.doses.models import RegimenEvent
from diary.summaries.models import SheetChoice
from ldn_app.access import audience
from ldn_app.access.models import AccessEvent, ShareGrant
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import ClinicMember
from ldn_app.clock import clock_of
from tests.cast import sign_in_twice
from tests.factories.entries import (
    make_dose,
    make_note,
    make_side_effect,
    make_sleep,
    make_symptom,
    rate,
)
from tests.factories.papers import make_medicine, make_result, make_score, make_supply
from tests.factories.people import (
    LONG_AGO,
    make_clinician,
    make_grant,
    make_invitation,
    make_patient,
    make_proved_user,
    make_room,
)
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db

NOT_SHARED, NOT_RECORDED = "共有されていません", "未記録"


@pytest.fixture
def patient():
    return make_patient(display_name="はなこ")


@pytest.fixture
def today(patient):
    return clock_of(patient).day_of(timezone.now())


@pytest.fixture
def day(today):
    return today - timedelta(days=2)


@pytest.fixture
def clinician(client):
    clinician = make_clinician(name="青木 医師")
    sign_in_twice(client, clinician.user)
    return clinician


def address(grant, day):
    return f"/shared/{grant.public_id}/days/{day}/"


def pages_in_log(patient):
    events = AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).order_by("pk")
    return list(events.values_list("reader_name", "kind", "day"))


def fill(patient, day):
    """Something of everything on ``day``."""
    plan = make_plan(patient, first_day=day - timedelta(days=20), amount_mg="4.5")
    make_dose(plan, day, amount_mg="3", filled_later=True)
    rate(make_symptom(patient, "だるさ"), day, 7)
    make_symptom(patient, "頭の重さ", position=1)
    make_sleep(patient, day, quality=5, vivid_dreams="strong")
    make_side_effect(patient, day, "headache", "moderate")
    make_note(patient, day, "手がしびれた", tell_doctor=True, unusual=True)
    make_result(patient, day, "AST", "32", unit="U/L", low_text="13", high_text="30")
    make_score(patient, day, "ps", value="6")
    make_medicine(patient, name="チラーヂンS錠")
    make_supply(patient, day, lot="A17")
    return plan


def test_everything_that_was_recorded_stands_there(client, patient, clinician, day):
    fill(patient, day)

    text = client.get(address(make_grant(patient, clinician), day)).text

    for words in (
        "はなこ さんの記録",
        "4.5mg・夜 22:00・カプセル",  # planned
        "飲んだ 3mg 後日",  # taken
        "午後10時00分",
        "だるさ",
        "頭の重さ",
        "はっきりした夢",
        "強い",
        "頭が痛い つらい",
        "手がしびれた",
        "先生に伝える",
        "AST 32 U/L(13〜30)",
        "PS 6",
        "チラーヂンS錠",
        "A17",
    ):
        assert words in text
    assert NOT_SHARED not in text


def test_what_nobody_answered_is_unrecorded(client, patient, clinician, day):
    make_plan(patient, first_day=day - timedelta(days=20))

    text = client.get(address(make_grant(patient, clinician), day)).text

    assert NOT_RECORDED in text
    assert NOT_SHARED not in text
    said = text.replace("飲まなかったという意味ではありません", "")
    assert "飲まなかった" not in said
    assert "飲んだ" not in said


def test_not_taken_is_an_answer_of_its_own(client, patient, clinician, day):
    plan = make_plan(patient, first_day=day - timedelta(days=20))
    make_dose(plan, day, status="skipped", skip_reason="asleep")

    text = client.get(address(make_grant(patient, clinician, categories=["doses"]), day)).text

    assert "飲まなかった(眠ってしまった)" in text
    assert "飲んだ時刻" not in text


def test_a_pause_is_no_missing_answer(client, patient, clinician, day):
    steps = {"first_day": day - timedelta(days=20)}
    plan = make_plan(patient, **steps)
    _pause(plan, day)

    text = client.get(
        address(make_grant(patient, clinician, categories=["plan", "doses"]), day)
    ).text

    assert "お休み(手術・処置)" in text
    assert "飲んだ" not in text


def _pause(plan, day):
    RegimenEvent.objects.create_for(
        on_behalf_of(plan.patient.pk),
        regimen=plan.regimen,
        kind="pause",
        on_day=day,
        reason="surgery",
        recorded_at=timezone.now(),
    )


@pytest.mark.parametrize(
    ("category", "secret"),
    [
        ("plan", "4.5mg・夜"),
        ("doses", "飲んだ 3mg"),
        ("symptoms", "だるさ"),
        ("sleep", "はっきりした夢"),
        ("side_effects", "頭が痛い"),
        ("notes", "手がしびれた"),
        ("labs", "AST"),
        ("questionnaires", "PS 6"),
        ("other_medicines", "チラーヂン"),
        ("supply", "A17"),
    ],
)
def test_a_category_that_is_not_shared_says_so_and_shows_nothing(
    client, patient, clinician, day, category, secret
):
    fill(patient, day)
    grant = make_grant(patient, clinician)
    grant.categories = [name for name in grant.categories if name != category]
    grant.save()

    text = client.get(address(grant, day)).text

    assert secret not in text
    assert text.count(NOT_SHARED) == 1


def test_a_note_without_the_mark_stays_in_the_diary_and_leaves_no_trace(
    client, patient, clinician, day
):
    grant = make_grant(patient, clinician)
    empty = client.get(address(grant, day)).text
    make_note(patient, day, "先生には見せない", tell_doctor=False)

    text = client.get(address(grant, day)).text

    assert "先生には見せない" not in text
    assert _card(text, "メモ") == _card(empty, "メモ")


def test_it_is_shown_where_the_patient_switched_the_others_on(client, patient, clinician, day):
    make_note(patient, day, "散歩した", tell_doctor=False)
    SheetChoice.objects.create_for(on_behalf_of(patient.pk), sections=["other_notes"])

    assert "散歩した" in client.get(address(make_grant(patient, clinician), day)).text


def _card(text, title):
    return text.partition(f"<h2>{title}</h2>")[2].partition("</section>")[0]


def test_what_was_planned_before_the_shared_days_holds_on_them(client, patient, clinician, day):
    make_plan(patient, first_day=day - timedelta(days=20))
    grant = make_grant(patient, clinician, first_day=day, categories=["plan", "doses"])

    text = client.get(address(grant, day)).text

    assert "1.5mg・夜" in text
    assert "計画なし" not in text


@pytest.mark.parametrize(
    ("days", "outside"),
    [
        ({"first_day": -10, "last_day": -5}, (-11, -4, 0)),
        ({"rolling_days": 7}, (-7, -30)),
        ({}, (1, 400)),
    ],
    ids=["fixed", "rolling", "to come"],
)
def test_a_day_outside_is_not_there_and_is_no_look(
    client, patient, clinician, today, days, outside
):
    for name in ("first_day", "last_day"):
        if name in days:
            days = {**days, name: today + timedelta(days=days[name])}
    grant = make_grant(patient, clinician, **days)

    for back in outside:
        assert client.get(address(grant, today + timedelta(days=back))).status_code == 404
    assert pages_in_log(patient) == []


@pytest.mark.parametrize("odd", ["1989-12-31", "0001-01-01", "2026-02-30", "9999-12-31"])
def test_a_day_that_no_diary_has_is_not_there(client, patient, clinician, odd):
    assert client.get(address(make_grant(patient, clinician), odd)).status_code == 404


def test_the_days_beside_it_end_where_the_grant_ends(client, patient, clinician, today):
    grant = make_grant(patient, clinician, rolling_days=3)

    first = client.get(address(grant, today - timedelta(days=2)) + "?period=30").text
    last = client.get(address(grant, today)).text

    assert "前の日" not in first
    assert f"{address(grant, today - timedelta(days=1))}?period=30" in first
    assert f'href="/shared/{grant.public_id}/?period=30"' in first
    assert "次の日" not in last


def test_the_log_says_who_saw_which_day(client, patient, clinician, day):
    grant = make_grant(patient, clinician)
    client.get(address(grant, day))
    phone = Client()
    phone.force_login(patient.user)

    log = phone.get("/sharing/log/").text

    assert pages_in_log(patient) == [("青木 医師", "reader_day", day)]
    assert f"{day.year}年{day.month}月{day.day}日" in log
    assert "の記録を見た" in log


def test_without_an_entry_there_is_no_page(client, patient, clinician, day, monkeypatch):
    def full(*args, **kwargs):
        raise OSError("the disk is full")

    monkeypatch.setattr(audience, "record_access", full)
    client.raise_request_exception = False

    answer = client.get(address(make_grant(patient, clinician), day))

    assert answer.status_code == 500
    assert "はなこ" not in answer.text


@pytest.mark.parametrize(
    "over",
    [
        {"revoked_at": LONG_AGO + timedelta(days=1)},
        {"expires_at": LONG_AGO + timedelta(days=1)},
        {"accepted_at": None},
    ],
    ids=["revoked", "expired", "not taken"],
)
def test_a_grant_that_is_not_live_has_no_days(client, patient, clinician, day, over):
    assert client.get(address(make_grant(patient, clinician, **over), day)).status_code == 404
    assert pages_in_log(patient) == []


def test_another_clinic_and_a_removed_member_see_no_day(client, patient, clinician, day):
    elsewhere = make_grant(patient, make_clinician())
    mine = make_grant(make_patient(), clinician)
    ClinicMember.objects.filter(clinician=clinician).update(removed_at=timezone.now())

    assert client.get(address(elsewhere, day)).status_code == 404
    assert client.get(address(mine, day)).status_code == 404


def test_without_a_second_proof_there_is_no_day(client, patient, day):
    clinician = make_clinician()
    client.force_login(clinician.user)

    answer = client.get(address(make_grant(patient, clinician), day))

    assert answer.url.startswith("/second-step/")
    assert pages_in_log(patient) == []


def test_family_reads_the_same_day(client, patient, day):
    rate(make_symptom(patient, "だるさ"), day, 7)
    family = make_proved_user("taro@example.jp")
    client.force_login(family)
    grant = make_invitation(
        patient, family.email, reader=family, accepted_at=LONG_AGO, categories=["symptoms"]
    )

    text = client.get(address(grant, day)).text

    assert "だるさ" in text
    assert NOT_SHARED in text
    assert pages_in_log(patient) == [("taro@example.jp", "reader_day", day)]


def test_a_visitor_reads_days_after_the_code_and_until_the_look_ends(client, patient, day):
    rate(make_symptom(patient, "だるさ"), day, 7)
    _grant, keys = make_room(patient)
    page = f"/look/sheet/days/{day}/"
    assert client.get(page).status_code == 404

    client.post("/look/", {"secret": keys.secret, "name": "青木 医師", "code": keys.code})
    shown = client.get(page)

    assert "だるさ" in shown.text
    assert "青木 医師 として見ています" in shown.text
    assert "no-store" in shown["Cache-Control"]
    assert pages_in_log(patient)[-1] == ("青木 医師", "visitor_day", day)
    ShareGrant.objects.visible_to(on_behalf_of(patient.pk)).update(revoked_at=timezone.now())
    assert client.get(page).status_code == 404


def test_a_visitors_hour_ends_for_days_too(client, patient, day, time_machine_later):
    _, keys = make_room(patient)
    client.post("/look/", {"secret": keys.secret, "name": "青木 医師", "code": keys.code})

    time_machine_later(minutes=61)

    assert client.get(f"/look/sheet/days/{day}/").status_code == 404


@pytest.fixture
def time_machine_later(monkeypatch):
    """Moves the clock of the guard on."""

    def later(**by):
        moment = timezone.now() + timedelta(**by)
        monkeypatch.setattr(audience.timezone, "now", lambda: moment)

    return later


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_a_day_is_read_only(client, patient, clinician, day, method):
    answer = getattr(client, method)(address(make_grant(patient, clinician), day))

    assert answer.status_code == 405
    assert pages_in_log(patient) == []


def test_the_sheet_leads_to_its_days_and_the_paper_does_not(client, patient, clinician, today):
    plan = make_plan(patient, first_day=today - timedelta(days=20))
    for back in range(5):  # Days without a record would share a line of the table.
        make_dose(plan, today - timedelta(days=back))
    SheetChoice.objects.create_for(on_behalf_of(patient.pk), sections=["days"])
    grant = make_grant(patient, clinician, rolling_days=5)

    sheet = client.get(f"/shared/{grant.public_id}/?period=30").text

    for back in range(5):
        link = f"{address(grant, today - timedelta(days=back))}?period=30"
        assert sheet.count(link) >= 3  # the four weeks, the table behind them, the day table
    assert address(grant, today - timedelta(days=5)) not in sheet
    own = Client()
    own.force_login(patient.user)
    assert "/days/" not in own.get("/visit/").text


def test_few_queries_whatever_the_age_of_the_diary(
    client, patient, clinician, day, django_assert_num_queries
):
    plan = fill(patient, day)
    for back in range(3, 60):
        make_dose(plan, day - timedelta(days=back))
        make_sleep(patient, day - timedelta(days=back))
    grant = make_grant(patient, clinician)
    client.get(address(grant, day))

    with django_assert_num_queries(17):
        client.get(address(grant, day))


def test_a_day_of_long_ago_may_be_read(client, patient, clinician):
    assert client.get(address(make_grant(patient, clinician), date(1990, 1, 1))).status_code == 200
