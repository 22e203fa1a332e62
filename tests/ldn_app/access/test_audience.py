"""The three audiences, on views of the test's own."""

import time
from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import DatabaseError
from django.http import HttpResponse
from django.test import override_settings
from django.urls import include, path
from django.utils import timezone

from diary.visits.models import Visit
from ldn_app import urls as site
from ldn_app.access.audience import for_clinician, for_everyone, for_patient, for_reader
from ldn_app.access.models import AccessEvent, AccessKind
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import ClinicMember
from ldn_app.accounts.session_limits import BEGAN
from tests.cast import make_cast, sign_in_by, sign_in_twice
from tests.factories.people import make_invitation


@for_everyone
def open_page(request):
    return HttpResponse("open")


@for_patient
def own_page(request):
    return HttpResponse(f"{Visit.objects.visible_to(request.viewer).count()} visits")


@for_clinician
def list_page(request):
    return HttpResponse("list")


@for_reader(AccessKind.READER_SUMMARY)
def shared_page(request, grant):
    return HttpResponse(f"{Visit.objects.visible_to(request.viewer).count()} visits")


handler404 = site.handler404
urlpatterns = [
    path("open/", open_page),
    path("own/", own_page),
    path("list/", list_page),
    path("through/<uuid:public_id>/", shared_page, name="through"),
    path("", include("ldn_app.urls")),
]

pytestmark = [pytest.mark.django_db, pytest.mark.urls(__name__)]


@pytest.fixture
def cast():
    return make_cast()


def signed_in(client, user):
    if user is not None:
        sign_in_twice(client, user)
    return client


def test_a_page_for_everyone_asks_for_nobody(client):
    assert client.get("/open/").content == b"open"


def test_a_guest_is_sent_to_sign_in_and_back(client):
    answer = client.get("/own/?weeks=2")

    assert answer.status_code == 302
    assert answer.url == "/accounts/login/?next=/own/%3Fweeks%3D2"


@pytest.mark.parametrize("member", ["clinician", "staff", "superuser"])
def test_a_patients_page_does_not_exist_for_others(client, cast, member):
    assert signed_in(client, cast.user(member)).get("/own/").status_code == 404


@pytest.mark.parametrize("member", ["patient", "staff", "superuser"])
def test_a_clinicians_page_does_not_exist_for_others(client, cast, member):
    client = signed_in(client, cast.user(member))

    assert client.get("/list/").status_code == 404
    assert client.get(f"/through/{cast.grant.public_id}/").status_code == 404


def test_a_patients_page_is_kept_nowhere(client, cast):
    answer = signed_in(client, cast.user("patient")).get("/own/")

    assert "no-store" in answer["Cache-Control"]
    assert "private" in answer["Cache-Control"]


def test_a_clinician_reads_through_a_live_grant_and_the_patient_can_read_that(client, cast):
    owner = on_behalf_of(cast.patient.pk)
    Visit.objects.create_for(owner, visited_on="2026-11-01", recorded_at=timezone.now())

    answer = signed_in(client, cast.user("clinician")).get(f"/through/{cast.grant.public_id}/")

    assert answer.content == b"1 visits"
    assert "no-store" in answer["Cache-Control"]
    (event,) = AccessEvent.objects.visible_to(owner)
    assert (event.kind, event.reader_name) == ("reader_summary", cast.clinician.name)


@pytest.mark.parametrize(
    ("member", "grant"),
    [
        ("revoked_clinician", "revoked_grant"),
        ("expired_clinician", "expired_grant"),
        ("strange_clinician", "grant"),
        ("revoked_clinician", "grant"),
    ],
)
def test_any_other_grant_is_a_404_and_leaves_no_entry(client, cast, member, grant):
    address = f"/through/{getattr(cast, grant).public_id}/"

    answer = signed_in(client, cast.user(member)).get(address)

    assert answer.status_code == 404
    assert not AccessEvent.objects.unscoped(reason="test").exists()


def test_revoking_works_on_the_next_click(client, cast):
    client = signed_in(client, cast.user("clinician"))
    address = f"/through/{cast.grant.public_id}/"
    assert client.get(address).status_code == 200

    cast.grant.revoked_at = timezone.now() - timedelta(seconds=1)
    cast.grant.save()

    assert client.get(address).status_code == 404


@override_settings(DEBUG=False)
def test_an_account_that_is_switched_off_is_out_on_the_next_click(client, cast):
    client = signed_in(client, cast.user("patient"))
    assert client.get("/own/").status_code == 200

    cast.patient.user.is_active = False
    cast.patient.user.save()

    assert client.get("/own/").status_code == 302


def test_htmx_is_told_to_leave_for_sign_in_instead_of_showing_it_in_a_corner(client):
    answer = client.post(
        "/own/",
        headers={"HX-Request": "true", "HX-Current-URL": "http://testserver/check-in/"},
    )

    assert answer.status_code == 200
    assert answer["HX-Redirect"] == "/accounts/login/?next=/check-in/"


def test_a_clinician_without_a_second_proof_is_asked_for_it_and_reads_nothing(client, cast):
    client.force_login(cast.user("clinician"))

    for address in ("/list/", f"/through/{cast.grant.public_id}/"):
        answer = client.get(address)
        assert answer.status_code == 302
        assert answer.url.startswith("/second-step/?next=")
    assert not AccessEvent.objects.unscoped(reason="test").exists()


def test_a_second_proof_of_yesterday_opens_no_diary(client, cast):
    sign_in_twice(client, cast.user("clinician"), at=time.time() - 13 * 3600)
    session = client.session
    session[BEGAN] = time.time() - 60
    session.save()

    for address in ("/list/", f"/through/{cast.grant.public_id}/"):
        assert client.get(address).url.startswith("/second-step/?next=")


@pytest.mark.parametrize(("method", "status"), [("code", 302), ("mfa", 200)])
def test_a_relative_who_holds_a_passkey_reads_with_it_and_not_with_the_mailbox(
    client, cast, method, status
):
    grant = make_invitation(
        cast.patient, cast.family.email, reader=cast.family, accepted_at=timezone.now()
    )
    Authenticator.objects.create(user=cast.family, type="webauthn", data={"name": "x"})
    sign_in_by(client, cast.family, method)

    assert client.get(f"/through/{grant.public_id}/").status_code == status


def test_what_a_clinician_sent_leads_back_to_their_own_list(client, cast):
    client.force_login(cast.user("clinician"))

    answer = client.post("/list/")

    assert answer.url == "/second-step/?next=%2Fshared%2F"


def test_the_second_step_names_what_can_be_done(client, cast):
    client.force_login(cast.user("clinician"))

    page = client.get("/second-step/?next=/shared/").text

    assert "まだ登録がありません" in page
    assert "パスキーを作る" in page


def test_a_member_who_was_removed_reads_nothing_from_the_next_request_on(client, cast):
    client = signed_in(client, cast.user("clinician"))
    assert client.get(f"/through/{cast.grant.public_id}/").status_code == 200

    ClinicMember.objects.filter(clinician=cast.clinician).update(removed_at=timezone.now())

    assert client.get(f"/through/{cast.grant.public_id}/").status_code == 404


def test_a_look_that_no_member_accepted_is_not_open_yet(client, cast):
    cast.grant.accepted_at = None
    cast.grant.save()

    answer = signed_in(client, cast.user("clinician")).get(f"/through/{cast.grant.public_id}/")

    assert answer.status_code == 404


def test_a_failed_log_entry_shows_no_page(client, cast, monkeypatch):
    monkeypatch.setattr("ldn_app.access.audience.record_access", _broken)
    client = signed_in(client, cast.user("clinician"))
    client.raise_request_exception = False

    answer = client.get(f"/through/{cast.grant.public_id}/")

    assert answer.status_code == 500
    assert b"visits" not in answer.content


def _broken(*args, **kwargs):
    raise DatabaseError
