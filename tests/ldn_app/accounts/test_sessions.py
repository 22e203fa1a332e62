from datetime import timedelta

import pytest
from allauth.usersessions.models import UserSession
from django.core import mail
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.http import int_to_base36

from ldn_app.accounts.models import SignInSession, User
from ldn_app.accounts.models.sign_in_session import person_in
from ldn_app.accounts.tasks import clear_expired_sessions
from tests.factories.accounts import a_patient

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("data", "person"),
    [
        ({}, None),
        ({"_auth_user_id": "7"}, 7),
        ({"account_login": {"user_pk": int_to_base36(1234)}}, 1234),
        ({"account_login": {"user_pk": None}}, None),
        ({"account_email_verification_code": {"user_id": "12"}}, 12),
        ({"account_email_verification_code": {"email": "a@example.jp"}}, None),
        ({"account_password_reset_verification": {"user_id": "12"}}, 12),
        ({"account_authentication_methods_user": "5"}, 5),
    ],
)
def test_a_session_knows_whom_it_speaks_of(data, person):
    assert person_in(data) == person


def test_a_session_of_nobody_ends_after_a_day(client):
    client.post("/accounts/login/", {"login": "noon@example.jp"})

    session = SignInSession.objects.get()
    assert session.user_id is None
    assert session.expire_date - timezone.now() <= timedelta(days=1)


def test_a_signed_in_session_lasts_and_belongs_to_its_user(client):
    patient = a_patient()
    client.force_login(patient.user)

    session = SignInSession.objects.get()
    assert session.user_id == patient.user_id
    assert session.expire_date - timezone.now() > timedelta(days=80)


def test_ended_sessions_are_cleared_with_what_was_noted_about_the_device():
    a_patient()
    _signed_in("hanako@example.jp")
    gone = UserSession.objects.get()
    SignInSession.objects.update(expire_date=timezone.now() - timedelta(minutes=1))
    _signed_in("hanako@example.jp")

    clear_expired_sessions()

    kept = UserSession.objects.get()
    assert kept.pk != gone.pk
    assert SignInSession.objects.get().session_key == kept.session_key


def test_sign_out_there_works_on_the_next_click():
    patient = a_patient()
    phone, tablet = _signed_in(patient.user.email), _signed_in(patient.user.email)
    there = tablet.session.session_key
    page = phone.get(reverse("usersessions_list"))
    assert page.status_code == 200

    other = patient.user.usersession_set.exclude(session_key=phone.session.session_key)
    phone.post(reverse("usersessions_list"), {"session": [str(other.get().pk)]})

    assert not SignInSession.objects.filter(session_key=there).exists()
    assert tablet.get("/settings/").status_code == 302
    assert phone.get("/settings/").status_code == 200


def test_a_page_costs_two_queries_for_session_and_person(client):
    client.force_login(a_patient().user)
    client.get("/settings/change/theme/")

    with CaptureQueriesContext(connection) as captured:
        client.get("/settings/change/theme/")

    assert len(captured) == 2


def test_the_cookies_are_closed(client, settings):
    response = client.get("/accounts/login/")

    cookie = response.cookies[settings.CSRF_COOKIE_NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_production_cookies_belong_to_the_host_and_need_https():
    from ldn_app.settings import base

    assert base.SESSION_COOKIE_NAME.startswith("__Host-")
    assert base.CSRF_COOKIE_NAME.startswith("__Host-")
    assert base.SESSION_COOKIE_SECURE
    assert base.CSRF_COOKIE_SECURE


def test_a_deleted_user_is_signed_out(client):
    patient = a_patient()
    client.force_login(patient.user)
    User.objects.filter(pk=patient.user_id).delete()

    assert client.get("/settings/").status_code == 302


def _signed_in(email: str) -> Client:
    client = Client()
    response = client.post("/accounts/login/", {"login": email})
    code = mail.outbox[-1].body.split("-")[0][-4:] + mail.outbox[-1].body.split("-")[1][:4]
    client.post(response.url, {"code": code})
    return client
