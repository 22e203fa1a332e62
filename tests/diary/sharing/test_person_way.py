"""From a patient to a person by mail, and the person's answer."""

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.utils import timezone

from ldn_app.access.models import AccessEvent, ShareGrant
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import (
    make_invitation,
    make_patient,
    make_proved_user,
    make_user,
)

pytestmark = pytest.mark.django_db

TERMS = {"email": "Taro@example.jp", "categories": ["sleep"], "days": "90", "ends": "week"}


def browser_of(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def patient():
    return make_patient(display_name="はなこ")


@pytest.fixture
def browser(patient):
    return browser_of(patient.user)


def grants(patient):
    return ShareGrant.objects.visible_to(on_behalf_of(patient.pk))


def test_the_patient_invites_and_the_mail_names_nobody(
    browser, patient, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        answer = browser.post("/sharing/person/", TERMS)

    grant = grants(patient).get()
    (letter,) = mail.outbox
    assert letter.to == [grant.invited_email] == ["taro@example.jp"]
    assert f"/shared/invited/{grant.public_id}/" in letter.body
    for name in ("はなこ", "LDN", "眠り", patient.user.email):
        assert name not in letter.subject + letter.body
    page = browser.get(answer.url).text
    assert "相手の受け取りを待っています" in page
    assert f"/shared/invited/{grant.public_id}/" in page
    assert not grant.may_comment


def test_the_invited_person_takes_it_and_reads_what_is_shared(browser, patient):
    grant = make_invitation(patient, "Taro@Example.jp", categories=["sleep"])
    taro = make_proved_user("taro@example.jp")
    theirs = browser_of(taro)
    page = theirs.get(f"/shared/invited/{grant.public_id}/").text
    assert "はなこ" in page
    assert theirs.get(f"/shared/{grant.public_id}/").status_code == 404

    answer = theirs.post(f"/shared/invited/{grant.public_id}/", {"answer": "take"}, follow=True)

    assert f"/shared/{grant.public_id}/" in answer.text
    sheet = theirs.get(f"/shared/{grant.public_id}/")
    assert sheet.status_code == 200
    assert "共有されていません" in sheet.text
    assert "/shared/with-me/" in sheet.text
    log = browser.get(f"/sharing/{grant.public_id}/").text
    assert "受け取った" in log
    assert "診察のまとめを見た" in log


def test_opening_the_link_writes_nothing(patient):
    grant = make_invitation(patient, "taro@example.jp")
    theirs = browser_of(make_proved_user("taro@example.jp"))

    theirs.get(f"/shared/invited/{grant.public_id}/")
    theirs.post(f"/shared/invited/{grant.public_id}/", {})

    grant.refresh_from_db()
    assert (grant.accepted_at, grant.reader_id, grant.revoked_at) == (None, None, None)


def test_the_invited_person_declines(patient):
    grant = make_invitation(patient, "taro@example.jp")
    theirs = browser_of(make_proved_user("taro@example.jp"))

    theirs.post(f"/shared/invited/{grant.public_id}/", {"answer": "decline"})

    grant.refresh_from_db()
    assert grant.revoked_at is not None
    assert theirs.get(f"/shared/invited/{grant.public_id}/").status_code == 404
    event = AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).get()
    assert (event.kind, event.reader_name) == ("grant_declined", "taro@example.jp")


def somebody_else():
    return make_proved_user("jiro@example.jp")


def not_proved():
    user = make_user(email="taro@example.jp")
    EmailAddress.objects.create(user=user, email=user.email, primary=True, verified=False)
    return user


@pytest.mark.parametrize("stranger", [somebody_else, not_proved])
def test_for_others_the_invitation_is_not_there(patient, stranger):
    grant = make_invitation(patient, "taro@example.jp")
    theirs = browser_of(stranger())
    address = f"/shared/invited/{grant.public_id}/"

    assert theirs.get(address).status_code == 404
    assert theirs.post(address, {"answer": "take"}).status_code == 404
    grant.refresh_from_db()
    assert grant.accepted_at is None


def test_an_invitation_taken_back_is_not_there(browser, patient):
    grant = make_invitation(patient, "taro@example.jp")
    browser.post(f"/sharing/{grant.public_id}/revoke/")
    theirs = browser_of(make_proved_user("taro@example.jp"))

    assert theirs.get(f"/shared/invited/{grant.public_id}/").status_code == 404


def test_revoking_works_on_the_next_request(browser, patient):
    taro = make_proved_user("taro@example.jp")
    grant = make_invitation(patient, "taro@example.jp", reader=taro, accepted_at=timezone.now())
    theirs = browser_of(taro)
    assert theirs.get(f"/shared/{grant.public_id}/").status_code == 200

    browser.post(f"/sharing/{grant.public_id}/revoke/")

    assert theirs.get(f"/shared/{grant.public_id}/").status_code == 404
    assert "はなこ" not in theirs.get("/shared/with-me/").text


def test_one_invitation_opens_one_time_only(patient):
    grant = make_invitation(patient, "taro@example.jp")
    theirs = browser_of(make_proved_user("taro@example.jp"))
    address = f"/shared/invited/{grant.public_id}/"
    theirs.post(address, {"answer": "take"})

    assert theirs.post(address, {"answer": "decline"}).status_code == 404
    grant.refresh_from_db()
    assert grant.revoked_at is None


def test_the_own_address_and_a_second_invitation_are_refused(browser, patient):
    EmailAddress.objects.create(user=patient.user, email=patient.user.email, verified=True)
    make_invitation(patient, "taro@example.jp")

    own = browser.post("/sharing/person/", {**TERMS, "email": patient.user.email})
    again = browser.post("/sharing/person/", TERMS)

    assert own.status_code == again.status_code == 422
    assert "ご自分のメールアドレス" in own.text
    assert "もう送ってあります" in again.text
    assert grants(patient).count() == 1


def test_nobodys_post_is_filled(browser, patient):
    for number in range(10):
        make_invitation(patient, f"taro{number}@example.jp", created_at=timezone.now())

    answer = browser.post("/sharing/person/", TERMS)

    assert answer.status_code == 422
    assert "あしたまた" in answer.text


def test_what_is_missing_is_said_and_what_was_typed_is_kept(browser, patient):
    answer = browser.post("/sharing/person/", {"email": "taro"})

    assert answer.status_code == 422
    assert "メールアドレスの形を確かめてください" in answer.text
    assert 'value="taro"' in answer.text
    assert "見せるものを1つ以上えらんでください。" in answer.text


def test_the_settings_lead_to_what_is_shared_with_me(browser, patient):
    assert 'href="/shared/with-me/"' in browser.get("/settings/").text
