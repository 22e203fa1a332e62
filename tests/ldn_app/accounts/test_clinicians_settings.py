"""A clinician's own settings: fewer than a patient's, under the same addresses."""

import pytest
from allauth.usersessions.models import UserSession
from django.test import Client

from ldn_app.accounts.models import Clinician
from ldn_app.accounts.setting_forms import CLINICIANS_SETTINGS, SETTINGS
from tests.cast import sign_in_twice
from tests.factories.accounts import a_clinician

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinician(client):
    clinician = a_clinician(name="青木 医師")
    sign_in_twice(client, clinician.user)
    return clinician


@pytest.mark.parametrize(
    ("topic", "sent", "stored"),
    [
        ("name", {"name": " 青木 まさと "}, ("name", "青木 まさと")),
        ("text-size", {"text_size": "large"}, ("text_size", "large")),
        ("theme", {"theme": "dark"}, ("theme", "dark")),
    ],
)
def test_a_decision_is_stored_and_said(client, clinician, topic, sent, stored):
    answer = client.post(f"/settings/change/{topic}/", sent, follow=True)

    assert answer.redirect_chain == [("/settings/", 302)]
    assert "保存しました" in answer.text
    assert getattr(Clinician.objects.get(), stored[0]) == stored[1]


@pytest.mark.parametrize(
    ("topic", "sent", "says"),
    [
        ("name", {"name": " "}, "お名前を書いてください"),
        ("name", {"name": "あ" * 81}, "80文字まで"),
        ("text-size", {"text_size": "huge"}, "どれかを選んでください"),
        ("theme", {}, "どれかを選んでください"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence_and_kept(client, clinician, topic, sent, says):
    before = Clinician.objects.values().get()

    answer = client.post(f"/settings/change/{topic}/", sent)

    assert answer.status_code == 422
    assert says in answer.text
    assert "あ" * 81 in answer.text or "あ" * 81 not in sent.values()
    assert Clinician.objects.values().get() == before


def test_the_page_leads_to_everything_and_to_nothing_of_a_diary(client, clinician):
    page = client.get("/settings/").text

    for words in ("青木 医師", "doctor@example.jp", "パスキー", "2段階の確認", "ログイン中の端末"):
        assert words in page
    for address in ("/settings/delete/", "/clinic/", "/shared/", "/accounts/sessions/"):
        assert f'href="{address}"' in page
    for topic in CLINICIANS_SETTINGS:
        assert f"/settings/change/{topic}/" in page
    for address in ("/tonight/", "/settings/download/", "/settings/consent/", "/regimen/"):
        assert address not in page


@pytest.mark.parametrize("topic", sorted(SETTINGS.keys() - CLINICIANS_SETTINGS.keys()))
def test_a_patients_decision_is_none_of_a_clinicians(client, clinician, topic):
    assert client.get(f"/settings/change/{topic}/").status_code == 404


def test_pages_look_as_the_clinician_chose(client, clinician):
    Clinician.objects.update(theme="dark", text_size="large")

    page = client.get("/shared/").text

    assert 'data-theme="dark" data-text="large"' in page
    assert 'href="/settings/"' in page


def test_without_a_second_proof_ways_in_can_be_set_up_and_the_name_not_changed():
    clinician = a_clinician(name="青木 医師")
    browser = Client()
    browser.force_login(clinician.user)

    assert browser.get("/settings/").status_code == 200
    answer = browser.post("/settings/change/name/", {"name": "べつの人"})

    assert answer.url.startswith("/second-step/")
    assert Clinician.objects.get().name == "青木 医師"


def test_another_device_can_be_signed_out(client, clinician):
    clinician.user.set_password("correct horse battery")
    clinician.user.save()
    sign_in_twice(client, clinician.user)
    phone = Client()
    phone.post(
        "/accounts/login/", {"login": clinician.user.email, "password": "correct horse battery"}
    )
    session = UserSession.objects.get(session_key=phone.session.session_key)
    assert f'value="{session.pk}"' in client.get("/accounts/sessions/").text

    client.post("/settings/sessions/end/", {"session": str(session.pk)})

    assert phone.get("/settings/").url.startswith("/accounts/login/")
    assert client.get("/settings/").status_code == 200
