"""Whoever signs out, or erases the account, leaves an empty phone."""

import pytest

from ldn_app.accounts.models import User
from tests.cast import sign_in_by
from tests.factories.people import make_patient

pytestmark = pytest.mark.django_db
EMPTIED = '"cache", "cookies", "storage"'


@pytest.fixture
def phone(client):
    sign_in_by(client, make_patient().user, "code")
    return client


def test_signing_out_empties_the_phone(phone):
    assert phone.post("/accounts/logout/")["Clear-Site-Data"] == EMPTIED


def test_erasing_the_account_empties_the_phone(phone):
    reply = phone.post("/settings/delete/", {"when": "now", "understood": "on"})

    assert not User.objects.exists()
    assert reply["Clear-Site-Data"] == EMPTIED


def test_nothing_else_does(phone, client):
    for reply in (phone.get("/tonight/"), phone.post("/settings/", {}), phone.get("/sw.js")):
        assert "Clear-Site-Data" not in reply


def test_a_guest_who_posts_loses_nothing(client):
    assert "Clear-Site-Data" not in client.post("/accounts/login/", {})
