"""One device is signed out from another; nobody reaches a stranger's."""

import pytest
from django.test import Client

from tests.factories.accounts import a_patient

pytestmark = pytest.mark.django_db


PASSWORD = "correct horse battery"


def signed_in(user) -> Client:
    client = Client()
    client.post("/accounts/login/", {"login": user.email, "password": PASSWORD})
    return client


def row_of(client: Client, user):
    return user.usersession_set.get(session_key=client.session.session_key)


def test_the_named_device_is_signed_out_and_the_others_stay():
    user = a_patient(password=PASSWORD).user
    phone, tablet, computer = (signed_in(user) for _ in range(3))

    answer = phone.post("/settings/sessions/end/", {"session": row_of(tablet, user).pk})

    assert answer.url == "/accounts/sessions/"
    assert tablet.get("/settings/").status_code == 302
    assert phone.get("/settings/").status_code == 200
    assert computer.get("/settings/").status_code == 200


def test_a_strangers_device_cannot_be_named():
    mine, theirs = (a_patient(f"{name}@example.jp", password=PASSWORD).user for name in "ab")
    stranger = signed_in(theirs)

    answer = signed_in(mine).post(
        "/settings/sessions/end/", {"session": row_of(stranger, theirs).pk}
    )

    assert answer.status_code == 404
    assert stranger.get("/settings/").status_code == 200


@pytest.mark.parametrize("named", ["", "abc", "-1"])
def test_naming_nothing_ends_nothing(named):
    phone = signed_in(a_patient(password=PASSWORD).user)

    assert phone.post("/settings/sessions/end/", {"session": named}).status_code == 302
    assert phone.get("/settings/").status_code == 200


def test_the_list_offers_it_for_the_other_devices_only():
    user = a_patient(password=PASSWORD).user
    phone, tablet = signed_in(user), signed_in(user)

    page = phone.get("/accounts/sessions/").content.decode()

    assert page.count("この端末からログアウト") == 1
    assert f'value="{row_of(tablet, user).pk}"' in page
