"""Tonight says above the button what the last answer about opioids means, and blocks nothing."""

from datetime import date, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.utils import timezone

from diary.medications.opioid_notice import NOTICES
from diary.medications.services import answer_about_opioids
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db

OPIOIDS = "/medicines/opioids/"
WITHDRAWAL = "急に激しい離脱の症状が出たりすることがあります。"
BUTTON = "飲んだ"


@pytest.fixture
def patient():
    patient = make_patient(first_run_done_at=timezone.now())
    make_plan(patient, first_day=clock_of(patient).day_of(timezone.now()))
    return patient


@pytest.fixture
def phone(client, patient):
    client.force_login(patient.user)
    return client


@pytest.mark.parametrize(
    ("answer", "whom"),
    [
        ("using", "すぐに、主治医か薬剤師に電話して、薬の名前を伝えてください。"),
        ("unsure", "薬の箱かお薬手帳を、主治医か薬剤師に見せて、聞いてください。"),
    ],
)
@pytest.mark.parametrize("address", [OPIOIDS, "/medicines/"])
def test_tonight_says_it_above_the_button(phone, answer, whom, address):
    phone.post(address, {"answer": answer})

    page = phone.get("/tonight/").content.decode()
    assert page.index(WITHDRAWAL) < page.index(whom) < page.index('type="submit"')
    assert f'href="{OPIOIDS}"' in page
    assert BUTTON in page


@pytest.mark.parametrize("answers", [[], ["none"], ["using", "none"], ["unsure", "none"]])
def test_it_says_nothing_without_a_reason(phone, patient, answers):
    for back, answer in zip((2, 1), answers, strict=False):
        _answer(patient, answer, days_ago=back)

    assert WITHDRAWAL not in phone.get("/tonight/").content.decode()


def test_an_older_answer_does_not_undo_the_last_one(patient):
    _answer(patient, "using", days_ago=0)
    _answer(patient, "none", days_ago=3)

    assert Patient.objects.get(pk=patient.pk).standing_notices == ["safety.opioid_using"]


def test_one_notice_takes_the_place_of_the_other(patient):
    _answer(patient, "using", days_ago=0)
    _answer(patient, "unsure", days_ago=0)

    assert Patient.objects.get(pk=patient.pk).standing_notices == ["safety.opioid_unsure"]


def test_the_question_alone_says_what_the_answer_means_and_leads_on(phone):
    answer = phone.post(OPIOIDS, {"answer": "using", "next": "/welcome/plan/"}, follow=True)

    page = answer.content.decode()
    assert answer.redirect_chain == [(f"{OPIOIDS}?next=%2Fwelcome%2Fplan%2F", 302)]
    assert 'href="/welcome/plan/"' in page
    assert "すぐに、主治医か薬剤師に電話して" in page


def test_no_answer_gets_a_sentence_and_keeps_the_way_on(phone):
    answer = phone.post(OPIOIDS, {"next": "/welcome/plan/"})

    assert answer.status_code == 422
    assert "どれか1つを選んでください" in answer.content.decode()
    assert 'value="/welcome/plan/"' in answer.content.decode()


def test_the_settings_lead_to_it(phone):
    assert f'href="{OPIOIDS}?next=%2Fsettings%2F"' in phone.get("/settings/").content.decode()


def test_answers_from_before_are_shown_after_the_upgrade(patient):
    quiet, unsure = make_patient(), make_patient(standing_notices=["reminders.email_off"])
    for one, answer in ((patient, "using"), (quiet, "none"), (unsure, "unsure")):
        _answer(one, answer, days_ago=1)
    Patient.objects.filter(pk=patient.pk).update(standing_notices=[])
    Patient.objects.filter(pk=unsure.pk).update(standing_notices=["reminders.email_off"])

    import_module("diary.medications.migrations.0002_show_opioid_notices").show_notices(apps, None)

    shown = dict(Patient.objects.values_list("pk", "standing_notices"))
    assert shown[patient.pk] == ["safety.opioid_using"]
    assert shown[quiet.pk] == []
    assert shown[unsure.pk] == ["reminders.email_off", "safety.opioid_unsure"]
    assert {"safety.opioid_using", "safety.opioid_unsure"} == set(NOTICES)


def _answer(patient, answer: str, *, days_ago: int) -> None:
    now = timezone.now()
    day: date = clock_of(patient).day_of(now) - timedelta(days=days_ago)
    answer_about_opioids(on_behalf_of(patient.pk), answer=answer, today=day, now=now)
