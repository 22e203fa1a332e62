"""From a patient to a clinic by its code, and the clinic's answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from diary.visits.models import Visit
from ldn_app.access.models import AccessEvent, ShareGrant
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.clinic_code import check_letter, printed
from ldn_app.accounts.models import ClinicMember
from tests.cast import sign_in_twice
from tests.factories.people import make_clinic, make_clinician, make_grant, make_patient

pytestmark = pytest.mark.django_db

TERMS = {"categories": ["symptoms"], "days": "90", "ends": "week"}


@pytest.fixture
def patient(client):
    patient = make_patient(display_name="はなこ")
    client.force_login(patient.user)
    return patient


@pytest.fixture
def clinician():
    return make_clinician(name="青木 医師")


@pytest.fixture
def clinic(clinician):
    return make_clinic(clinician, name="あおきクリニック")


@pytest.fixture
def staff(client_of, clinician):
    return client_of(clinician)


@pytest.fixture
def client_of():
    def sign_in(clinician):
        browser = Client()
        sign_in_twice(browser, clinician.user)
        return browser

    return sign_in


def grants(patient):
    return ShareGrant.objects.visible_to(on_behalf_of(patient.pk))


def wide(text):
    return "".join(chr(ord(letter) + 0xFEE0) if letter.isalnum() else letter for letter in text)


@pytest.mark.parametrize("typed", [str, printed, str.lower, wide, lambda code: f" {code} "])
def test_a_code_is_found_as_people_type_it(client, patient, clinic, typed):
    answer = client.post("/sharing/clinic/", {"code": typed(clinic.code)})

    assert answer.status_code == 302
    assert answer.url == f"/sharing/clinic/{clinic.code}/"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "番号を入れてください"),
        ("ABCD", "番号がちがうようです"),
        ("ABCD-EFGH-JKL0", "番号がちがうようです"),
        ("あ" * 12, "番号がちがうようです"),
        ("ABCDEFGHJKL" + check_letter("ABCDEFGHJKL"), "見つかりません"),
    ],
)
def test_a_code_that_leads_nowhere_is_said_and_kept(client, patient, typed, words):
    answer = client.post("/sharing/clinic/", {"code": typed})

    assert answer.status_code == 422
    assert words in answer.text
    assert typed in answer.text


def test_a_wrong_check_letter_is_noticed(client, patient, clinic):
    wrong = clinic.code[:-1] + ("A" if clinic.code[-1] != "A" else "B")

    answer = client.post("/sharing/clinic/", {"code": wrong})

    assert answer.status_code == 422
    assert "番号がちがうようです" in answer.text


def test_the_clinics_name_is_shown_and_nothing_is_ticked(client, patient, clinic):
    page = client.get(f"/sharing/clinic/{printed(clinic.code)}/").text

    assert "あおきクリニック" in page
    assert "「はなこ」と出ます" in page
    assert " checked" not in page
    assert client.get("/sharing/clinic/ABCDEFGHJKLM/").status_code == 404


def test_the_end_is_suggested_in_words_after_a_planned_visit(client, patient, clinic):
    viewer, coming = on_behalf_of(patient.pk), timezone.localdate() + timedelta(days=10)
    assert "つぎの受診は" not in client.get(f"/sharing/clinic/{clinic.code}/").text

    Visit.objects.create_for(viewer, visited_on=coming, state="planned", recorded_at=timezone.now())

    page = client.get(f"/sharing/clinic/{clinic.code}/").text
    end = coming + timedelta(days=14)
    assert "つぎの受診は" in page
    assert f"{end.month}月{end.day}日" in page
    assert " checked" not in page


def test_the_clinic_reads_nothing_before_a_member_took_it(client, patient, clinic, staff):
    answer = client.post(f"/sharing/clinic/{clinic.code}/", TERMS)
    grant = grants(patient).get()

    assert "相手の受け取りを待っています" in client.get(answer.url).text
    assert staff.get(f"/shared/{grant.public_id}/").status_code == 404
    page = staff.get("/clinic/").text
    assert "はなこ" in page
    assert f"/clinic/requests/{grant.public_id}/accept/" in page
    assert "1件あります" in staff.get("/shared/").text


def test_a_member_takes_it_and_the_patient_reads_who(client, patient, clinic, staff):
    client.post(f"/sharing/clinic/{clinic.code}/", TERMS)
    grant = grants(patient).get()

    staff.post(f"/clinic/requests/{grant.public_id}/accept/")

    assert staff.get(f"/shared/{grant.public_id}/").status_code == 200
    page = client.get(f"/sharing/{grant.public_id}/").text
    assert "まで見せています" in page
    assert "青木 医師(あおきクリニック)" in page
    assert "受け取った" in page


def test_a_member_declines_and_it_is_over(client, patient, clinic, staff):
    client.post(f"/sharing/clinic/{clinic.code}/", TERMS)
    grant = grants(patient).get()

    staff.post(f"/clinic/requests/{grant.public_id}/decline/")

    grant.refresh_from_db()
    assert grant.revoked_at is not None
    assert "ことわった" in client.get(f"/sharing/{grant.public_id}/").text
    assert staff.post(f"/clinic/requests/{grant.public_id}/accept/").status_code == 404


@pytest.mark.parametrize("word", ["accept", "decline"])
def test_others_cannot_answer(client, patient, clinic, clinician, client_of, word):
    client.post(f"/sharing/clinic/{clinic.code}/", TERMS)
    grant = grants(patient).get()
    stranger = make_clinician()
    make_clinic(stranger)
    ClinicMember.objects.filter(clinician=clinician).update(removed_at=timezone.now())

    for somebody in (stranger, clinician):
        answer = client_of(somebody).post(f"/clinic/requests/{grant.public_id}/{word}/")
        assert answer.status_code == 404

    grant.refresh_from_db()
    assert (grant.accepted_at, grant.revoked_at) == (None, None)
    assert not AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).exists()


def test_a_request_that_the_patient_took_back_cannot_be_taken(client, patient, clinic, staff):
    client.post(f"/sharing/clinic/{clinic.code}/", TERMS)
    grant = grants(patient).get()

    client.post(f"/sharing/{grant.public_id}/revoke/")

    assert staff.post(f"/clinic/requests/{grant.public_id}/accept/").status_code == 404
    assert "はなこ" not in staff.get("/clinic/").text


def test_sending_twice_gives_one_grant(client, patient, clinic):
    client.post(f"/sharing/clinic/{clinic.code}/", TERMS)

    answer = client.post(f"/sharing/clinic/{clinic.code}/", TERMS)

    assert answer.status_code == 422
    assert "もう送ってあります" in answer.text
    assert grants(patient).count() == 1


def test_after_an_end_it_can_be_given_again(client, patient, clinic, clinician):
    make_grant(patient, clinician, clinic=clinic, revoked_at=timezone.now())

    assert client.post(f"/sharing/clinic/{clinic.code}/", TERMS).status_code == 302
