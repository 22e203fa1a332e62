"""The clinician's list: what it says of each patient, in which order, and who reads of it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from diary.doses.services.plan import withdraw_event
from diary.visits.models import Visit
from ldn_app.access.models import AccessEvent
from ldn_app.access.viewer import on_behalf_of
from tests.cast import sign_in_twice
from tests.factories.entries import make_dose, make_note, make_side_effect
from tests.factories.papers import make_result
from tests.factories.people import make_clinic, make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan
from tests.sql import statements

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
TODAY = NOW.date()
NOT_SHARED = "共有されていません"


@pytest.fixture(autouse=True)
def noon():
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def clinician(client):
    clinician = make_clinician(name="青木 医師")
    make_clinic(clinician, name="あおきクリニック")
    sign_in_twice(client, clinician.user)
    return clinician


def back(days):
    return TODAY - timedelta(days=days)


def shown(client, typed=None):
    """Name → (what the card says, in order)."""
    answer = client.post("/shared/", {"name": typed}) if typed else client.get("/shared/")
    assert answer.status_code == 200
    lines = answer.context["patients"].lines
    assert all(value in answer.text for line in lines for _label, value in line.facts)
    return {line.name: dict(line.facts) for line in lines}


def log_of(patient):
    return AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).order_by("at")


def test_everything_that_the_page_promises(client, clinician):
    patient = make_patient(display_name="はなこ")
    plan = make_plan(patient, steps=[(back(12), "3"), (TODAY + timedelta(days=2), "4.5")])
    for days in range(1, 11):
        make_dose(plan, back(days))
    make_dose(plan, back(11), status="skipped")
    make_note(patient, back(20), "読んでください", tell_doctor=True)
    make_side_effect(patient, back(3), "urgent_liver")
    make_result(patient, back(21), "ALT", "23", unit="U/L", low_text="7", high_text="30")
    Visit.objects.create_for(
        on_behalf_of(patient.pk), visited_on=TODAY, state="planned", recorded_at=NOW
    )
    make_grant(patient, clinician, expires_at=NOW + timedelta(days=5))

    assert shown(client)["はなこ"] == {
        "きょうの計画": "3mg 夜(11月10日(火)から)。次は11月24日(火)に 4.5mg",
        "この14夜": "記録 11/14夜(飲んだ 10・飲まなかった 1・未記録 3)",
        "至急のしるし": "11月19日(木)",
        "医師に伝えたいメモ": "11月2日(月)",
        "ALT(最後の値)": "23 U/L(7〜30)、11月1日(日)",
        "次の受診": "きょう",
        "共有の終わり": "あと5日",
    }


def test_a_step_that_was_withdrawn_is_not_planned(client, clinician):
    patient = make_patient(display_name="はなこ")
    plan = make_plan(patient, first_day=back(20), steps=[(back(5), "3")])
    step = plan.rows[1]
    viewer = on_behalf_of(patient.pk)
    withdraw_event(viewer, plan=plan, event=step, note="書きまちがい", now=NOW)
    make_grant(patient, clinician)

    assert shown(client)["はなこ"]["きょうの計画"] == "1.5mg 夜(11月2日(月)から)"


def test_nothing_recorded_is_not_nothing_shared(client, clinician):
    make_grant(make_patient(display_name="から"), clinician)
    make_grant(make_patient(display_name="とじた"), clinician, categories=["questionnaires"])

    found = shown(client)

    assert set(list(found["から"].values())[:-1]) == {"未記録"}
    assert set(list(found["とじた"].values())[:-1]) == {NOT_SHARED}


@pytest.mark.parametrize(
    ("category", "labels"),
    [
        ("plan", {"きょうの計画"}),
        ("doses", {"この14夜"}),
        ("side_effects", {"至急のしるし"}),
        ("notes", {"医師に伝えたいメモ"}),
        ("labs", {"ALT(最後の値)"}),
        ("visits", {"次の受診"}),
    ],
)
def test_each_category_opens_its_own_line_only(client, clinician, category, labels):
    make_grant(make_patient(display_name="はなこ"), clinician, categories=[category])

    found = shown(client)["はなこ"]

    assert {label for label, words in found.items() if words != NOT_SHARED} == labels | {
        "共有の終わり"
    }


def test_no_sign_is_not_nothing_written(client, clinician):
    patient = make_patient(display_name="はなこ")
    make_side_effect(patient, back(1), "none_today")
    make_note(patient, back(1), "ふつうの日")
    make_grant(patient, clinician)

    found = shown(client)["はなこ"]

    assert (found["至急のしるし"], found["医師に伝えたいメモ"]) == ("なし", "なし")


def test_without_the_plan_nobody_says_how_many_are_missing(client, clinician):
    patient = make_patient(display_name="はなこ")
    make_dose(make_plan(patient), back(1), status="skipped")
    make_grant(patient, clinician, categories=["doses"])

    words = shown(client)["はなこ"]["この14夜"]

    assert words == "記録 1夜(飲んだ 0・飲まなかった 1)。計画が分からないので、未記録の夜数は不明"


def test_days_outside_the_grant_do_not_count(client, clinician):
    patient = make_patient(display_name="はなこ")
    plan = make_plan(patient)
    for days in range(1, 8):
        make_dose(plan, back(days))
    make_side_effect(patient, back(5), "urgent_liver")
    make_grant(patient, clinician, rolling_days=4)
    make_grant(make_patient(display_name="むかし"), clinician, last_day=back(20))

    found = shown(client)

    assert "記録 3/3夜" in found["はなこ"]["この14夜"]
    assert "共有されている3夜だけ" in found["はなこ"]["この14夜"]
    assert found["はなこ"]["至急のしるし"] == "未記録"
    assert found["はなこ"]["きょうの計画"] == "1.5mg 夜(共有された日より前から)"
    assert found["むかし"]["この14夜"] == found["むかし"]["きょうの計画"]
    assert found["むかし"]["この14夜"] == "この日は共有されていません"


def test_the_order_is_the_one_that_is_written(client, clinician):
    def share(name, **grant):
        patient = make_patient(display_name=name)
        make_grant(patient, clinician, **grant)
        return patient

    def appoint(patient, day):
        viewer = on_behalf_of(patient.pk)
        Visit.objects.create_for(viewer, visited_on=day, state="planned", recorded_at=NOW)

    share("さいご")
    appoint(share("らいしゅう"), TODAY + timedelta(days=7))
    share("おわる", expires_at=NOW + timedelta(days=7))
    appoint(share("きょう"), TODAY)
    make_note(share("メモ"), back(13), "読んで", tell_doctor=True)
    make_side_effect(share("しるし古"), back(9), "urgent_liver")
    make_side_effect(share("しるし新"), back(2), "urgent_liver")
    make_side_effect(share("あいだがあく"), back(14), "urgent_liver")
    make_side_effect(share("かくす", categories=["plan"]), back(1), "urgent_liver")

    assert list(shown(client)) == [
        "しるし新",
        "しるし古",
        "メモ",
        "きょう",
        "おわる",
        "らいしゅう",
        "あいだがあく",
        "かくす",
        "さいご",
    ]


@pytest.mark.parametrize("typed", ["たかはし", "タカハシ", "ﾀｶﾊｼ", "たか はし"])
def test_a_name_is_found_in_any_kana(client, clinician, typed):
    make_grant(make_patient(display_name="タカハシ"), clinician)
    make_grant(make_patient(display_name="さとう"), clinician)

    assert list(shown(client, typed)) == ["タカハシ"]


@pytest.mark.parametrize(
    ("name", "typed"), [("髙橋 花子", "高橋花子"), ("浜﨑", "濱崎"), ("Ｈａｎａ", "hana")]
)
def test_a_name_is_found_in_any_form_of_its_letters(client, clinician, name, typed):
    make_grant(make_patient(display_name=name), clinician)

    assert list(shown(client, typed)) == [name]


def test_a_name_that_nobody_has_is_said(client, clinician):
    make_grant(make_patient(display_name="はなこ"), clinician)

    assert "見つかりません" in client.post("/shared/", {"name": "ろくろう"}).text


def test_two_grants_of_one_patient_do_not_mix(client, clinician):
    patient = make_patient(display_name="はなこ")
    make_note(patient, back(1), "読んで", tell_doctor=True)
    other = make_clinic(clinician, name="べつの医院")
    make_grant(patient, clinician, clinic=other, created_at=NOW - timedelta(days=9))
    make_grant(patient, clinician, categories=["plan"], created_at=NOW - timedelta(days=1))

    assert shown(client)["はなこ"]["医師に伝えたいメモ"] == NOT_SHARED
    assert "べつの医院" in client.get("/shared/").text


def test_each_patient_reads_of_it_once_a_day(client, clinician):
    patient = make_patient(display_name="はなこ")
    grant = make_grant(patient, clinician)

    client.get("/shared/")
    client.post("/shared/", {"name": "は"})
    with time_machine.travel(NOW + timedelta(days=1), tick=False):
        sign_in_twice(client, clinician.user)
        client.get("/shared/")

    events = list(log_of(patient))
    assert [event.at.astimezone(NOW.tzinfo).day for event in events] == [22, 23]
    assert {(e.grant_id, e.reader_name, e.kind) for e in events} == {
        (grant.pk, "青木 医師", "patient_listed")
    }


def test_only_whose_data_stood_there_reads_of_it(client, clinician):
    here, gone = make_patient(display_name="はなこ"), make_patient(display_name="たろう")
    for patient in (here, gone):
        make_grant(patient, clinician)
    stranger = make_patient()
    make_grant(stranger, make_clinician())

    client.post("/shared/", {"name": "はな"})

    assert [log_of(patient).count() for patient in (here, gone, stranger)] == [1, 0, 0]


def test_without_the_entry_there_is_no_page(client, clinician, monkeypatch):
    def broken(*args, **kwargs):
        raise OSError("the log is full")

    monkeypatch.setattr("diary.sharing.views.reader.record_list_access", broken)
    make_grant(make_patient(display_name="はなこ"), clinician)

    with pytest.raises(OSError, match="the log is full"):
        client.get("/shared/")


@pytest.fixture
def crowd(clinician):
    """Fifty-three who share, every third of them from a day of their own on; the last one has
    the only red flag."""
    patients = [make_patient(display_name=f"架空{number:02d}") for number in range(53)]
    for number, patient in enumerate(patients):
        make_dose(make_plan(patient), back(1))
        own = {"first_day": back(20 + number)} if number % 3 == 0 else {}
        make_grant(patient, clinician, **own)
    make_side_effect(patients[-1], back(2), "urgent_liver")
    return patients


def test_fifty_stand_on_a_page_in_one_order(client, crowd):
    names = [patient.display_name for patient in crowd]
    in_order = [names[-1], *names[:-1]]

    first, second = client.get("/shared/"), client.get("/shared/?page=2")

    assert [line.name for line in first.context["patients"].lines] == in_order[:50]
    assert [line.name for line in second.context["patients"].lines] == in_order[50:]
    assert "53人のうち、1番目から50番目" in first.text
    assert "53人のうち、51番目から53番目" in second.text
    assert ('href="?page=2"' in first.text, 'href="?page=1"' in first.text) == (True, False)
    assert ('href="?page=1"' in second.text, 'href="?page=3"' in second.text) == (True, False)


def test_only_who_stands_on_the_page_reads_of_it(client, crowd):
    client.get("/shared/?page=2")

    assert [log_of(patient).count() for patient in crowd] == [0] * 49 + [1] * 3 + [0]


def test_a_page_that_is_not_there_is_the_nearest(client, crowd):
    def page(asked):
        return client.get("/shared/", {"page": asked}).context["patients"].page

    assert [page(asked) for asked in ("2", "3", "9999")] == [2, 2, 2]
    assert [page(asked) for asked in ("99999", "0", "-1", "x", "２", "")] == [1] * 6


def test_a_search_goes_through_all_pages_and_shows_the_first_fifty(client, crowd):
    one, many = (client.post("/shared/", {"name": typed}) for typed in ("架空51", "架空"))

    assert [line.name for line in one.context["patients"].lines] == ["架空51"]
    assert "53人のうち1人" in one.text
    assert len(many.context["patients"].lines) == 50
    assert "はじめの50人が出ています" in many.text
    assert "?page=" not in many.text


def test_a_full_page_costs_at_most_twelve_queries(client, crowd):
    """Of the 12 that the plan allows; whoever looks first writes into the logs."""
    with statements() as found:
        answer = client.get("/shared/")

    assert len(answer.context["patients"].lines) == 50
    assert len(found) <= 12, found


def test_a_hundred_more_patients_cost_no_query_more(client, clinician):
    def queries():
        with statements() as found:
            client.get("/shared/")
        return len(found)

    counts = []
    for many in (1, 100):
        for _ in range(many):
            make_grant(make_patient(), clinician, first_day=back(many))
        counts.append(queries())

    assert counts[0] == counts[1]
