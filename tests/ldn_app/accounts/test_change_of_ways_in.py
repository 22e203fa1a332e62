import re

import pytest
from django.core import mail
from django.urls import reverse

from ldn_app.accounts.models import User
from tests.cast import sign_in_by
from tests.factories.accounts import a_patient

pytestmark = pytest.mark.django_db

PASSWORD = "a long enough sentence 42"


def test_a_new_address_counts_once_it_is_proven(client):
    sign_in_by(client, a_patient().user, "code")

    response = client.post(reverse("account_email"), {"email": "new@example.jp", "action_add": "1"})
    assert User.objects.get().email == "hanako@example.jp"
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()
    response = client.post(response.url, {"code": code})

    assert response.url == "/settings/"
    user = User.objects.get()
    assert user.email == "new@example.jp"
    assert [address.email for address in user.emailaddress_set.all()] == ["new@example.jp"]


def test_the_old_address_is_told(client):
    sign_in_by(client, a_patient().user, "code")
    response = client.post(reverse("account_email"), {"email": "new@example.jp", "action_add": "1"})
    code = re.search(r"\d{4}-\d{4}", mail.outbox[-1].body).group()

    client.post(response.url, {"code": code})

    assert mail.outbox[-1].to == ["hanako@example.jp"]


def test_an_address_of_somebody_else_gives_no_sign_before_it_is_proven(client):
    a_patient("taro@example.jp")
    sign_in_by(client, a_patient().user, "code")
    address = reverse("account_email")

    known = client.post(address, {"email": "taro@example.jp", "action_add": "1"})
    unknown = client.post(address, {"email": "noon@example.jp", "action_add": "1"})

    assert (known.status_code, known.url) == (unknown.status_code, unknown.url)


def test_who_has_a_password_is_asked_for_it_before_the_address_changes(client):
    client.force_login(a_patient(password=PASSWORD).user)

    response = client.post(reverse("account_email"), {"email": "new@example.jp", "action_add": "1"})

    assert response.url.startswith("/accounts/reauthenticate/")
    assert not mail.outbox


def test_setting_a_password_is_told_by_mail_and_leads_back_to_settings(client):
    sign_in_by(client, a_patient().user, "code")

    response = client.post(
        reverse("account_set_password"), {"password1": PASSWORD, "password2": PASSWORD}
    )

    assert response.url == "/settings/"
    assert len(mail.outbox) == 1
    assert User.objects.get().check_password(PASSWORD)
    assert client.get("/settings/").status_code == 200


@pytest.mark.parametrize("weak", ["12345678", "password", "hanako@example.jp", "short"])
def test_a_weak_password_is_refused(client, weak):
    sign_in_by(client, a_patient().user, "code")

    client.post(reverse("account_set_password"), {"password1": weak, "password2": weak})

    assert not User.objects.get().has_usable_password()
