import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from ldn_app.accounts.models import User
from tests.factories.accounts import a_clinician, a_patient, a_user

pytestmark = pytest.mark.django_db

LOG_IN = "/accounts/login/"
PASSWORD = "a long enough sentence 42"


def test_an_address_alone_sends_a_code_that_signs_in(client):
    a_patient()

    response = _sign_in_by_code(client, "hanako@example.jp")

    assert response.url == "/tonight/"
    assert client.get("/settings/").status_code == 200


def test_the_code_ends_after_three_wrong_tries(client):
    a_patient()
    response = client.post(LOG_IN, {"login": "hanako@example.jp"})
    code = _code_in(mail.outbox[0].body)
    for _try in range(3):
        client.post(response.url, {"code": "0000-0000x"})

    client.post(response.url, {"code": code})

    assert client.get("/settings/").status_code == 302


def test_a_password_is_another_way_in(client):
    a_patient(password=PASSWORD)

    response = client.post(LOG_IN, {"login": "hanako@example.jp", "password": PASSWORD})

    assert response.url == "/tonight/"
    assert not mail.outbox


def test_a_wrong_password_and_an_unknown_address_get_the_same_answer(client):
    a_patient(password=PASSWORD)
    a_patient("without@example.jp")

    answers = {
        _errors(Client().post(LOG_IN, {"login": address, "password": "wrong"}))
        for address in ("hanako@example.jp", "without@example.jp", "nobody@example.jp")
    }

    [(status, text)] = answers
    assert status == 200
    assert "メールアドレスかパスワードが違います" in text


def test_asking_for_a_code_gives_no_sign_that_an_address_exists(client):
    a_patient("taro@example.jp")

    known = Client().post(LOG_IN, {"login": "taro@example.jp"}, follow=True)
    unknown = Client().post(LOG_IN, {"login": "noon@example.jp"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert _shape(known, "taro@example.jp") == _shape(unknown, "noon@example.jp")
    assert len(mail.outbox) == 2


def test_resetting_a_password_gives_no_sign_that_an_address_exists(client):
    a_patient("taro@example.jp", password=PASSWORD)

    reset = reverse("account_reset_password")
    known = Client().post(reset, {"email": "taro@example.jp"}, follow=True)
    unknown = Client().post(reset, {"email": "noon@example.jp"}, follow=True)

    assert known.redirect_chain == unknown.redirect_chain
    assert _shape(known, "taro@example.jp") == _shape(unknown, "noon@example.jp")


def test_a_known_and_an_unknown_address_make_about_the_same_work():
    """Measured in queries: the clock of a busy machine proves nothing."""
    a_patient("taro@example.jp")

    work = []
    for address in ("taro@example.jp", "noon@example.jp"):
        with CaptureQueriesContext(connection) as captured:
            Client().post(LOG_IN, {"login": address})
        work.append(len(captured))

    assert abs(work[0] - work[1]) <= 6
    assert len(mail.outbox) == 2


def test_too_many_attempts_from_one_place_get_429_in_japanese(client):
    for number in range(30):
        client.post(LOG_IN, {"login": f"a{number}@example.jp"})

    response = client.post(LOG_IN, {"login": "b@example.jp"})

    assert response.status_code == 429
    assert "待って" in response.content.decode()


def test_too_many_codes_for_one_address_are_refused_whatever_the_address(client):
    a_patient("taro@example.jp")
    answers = []
    for address in ("taro@example.jp", "noon@example.jp"):
        for _try in range(3):
            Client().post(LOG_IN, {"login": address})
        answers.append(_errors(Client().post(LOG_IN, {"login": address})))

    assert answers[0] == answers[1]
    assert "回数が多すぎます" in answers[0][1]


def test_a_first_run_that_is_not_done_comes_before_any_other_page(client):
    a_patient(first_run_done_at=None)

    response = _sign_in_by_code(client, "hanako@example.jp", next="/month/")

    assert response.url == "/welcome/"


def test_who_was_invited_comes_to_the_invitation_without_a_first_run(client):
    a_patient(first_run_done_at=None)

    response = _sign_in_by_code(client, "hanako@example.jp", next="/shared/with-me/")

    assert response.url == "/shared/with-me/"


def test_sign_in_goes_on_to_the_page_that_was_asked_for(client):
    a_patient()

    response = _sign_in_by_code(client, "hanako@example.jp", next="/month/")

    assert response.url == "/month/"


@pytest.mark.parametrize("outside", ["https://evil.example/", "//evil.example/", "javascript:1"])
def test_sign_in_never_leads_out_of_the_house(client, outside):
    a_patient()

    response = _sign_in_by_code(client, "hanako@example.jp", next=outside)

    assert response.url == "/tonight/"


def test_a_newer_consent_text_is_asked_for_after_sign_in(client, settings):
    a_patient()
    settings.HEALTH_DATA_CONSENT_VERSION = "2027-04-01"

    response = _sign_in_by_code(client, "hanako@example.jp")

    assert response.url == "/welcome/"


def test_a_clinician_has_no_diary_to_land_in(client):
    a_clinician()

    response = _sign_in_by_code(client, "doctor@example.jp")

    assert response.url in {"/", "/shared/"}
    assert client.get("/tonight/").status_code == 404


def test_a_superuser_is_nobody(client):
    a_user("root@example.jp", is_staff=True, is_superuser=True)

    response = _sign_in_by_code(client, "root@example.jp")

    assert response.url == "/ops-admin/"
    assert client.get("/settings/").status_code == 404


def test_the_second_step_is_asked_after_the_code_once_it_is_switched_on(client):
    user = a_patient().user
    TOTP.activate(user, generate_totp_secret())

    response = _sign_in_by_code(client, "hanako@example.jp")

    assert response.url == reverse("mfa_authenticate")
    assert client.get("/settings/").status_code == 302


def test_a_passkey_alone_does_not_lock_the_mailed_code_out(client):
    user = a_patient().user
    Authenticator.objects.create(user=user, type=Authenticator.Type.WEBAUTHN, data={"name": "x"})

    response = _sign_in_by_code(client, "hanako@example.jp")

    assert response.url == "/tonight/"


def test_secrets_of_the_second_step_are_not_readable_in_the_database():
    user = a_patient().user
    secret = generate_totp_secret()

    row = TOTP.activate(user, secret).instance

    assert secret not in str(Authenticator.objects.get(pk=row.pk).data)


def test_an_inactive_account_stays_outside(client):
    user = a_patient(password=PASSWORD).user
    User.objects.filter(pk=user.pk).update(is_active=False)

    client.post(LOG_IN, {"login": "hanako@example.jp", "password": PASSWORD})

    assert client.get("/settings/").status_code == 302


def test_there_is_no_social_sign_in(client):
    for address in ("/accounts/social/signup/", "/accounts/3rdparty/", "/accounts/google/login/"):
        assert client.get(address).status_code == 404


def _sign_in_by_code(client, email, **extra):
    response = client.post(LOG_IN, {"login": email, **extra})
    return client.post(response.url, {"code": _code_in(mail.outbox[-1].body), **extra})


def _code_in(body: str) -> str:
    return re.search(r"\d{4}-\d{4}", body).group()


def _errors(response) -> tuple[int, str]:
    form = response.context["form"]
    return response.status_code, str(form.errors.as_text())


def _shape(response, address: str) -> tuple[int, str]:
    page = response.content.decode().replace(address, "ADDRESS")
    page = re.sub(r"csrfmiddlewaretoken\" value=\"[^\"]+\"", "", page)
    return response.status_code, page
