import pytest
from django.apps import apps
from django.contrib.admin.sites import all_sites

from ldn_app.access.records import PatientOwned
from ldn_app.accounts.admin import staff_pages
from ldn_app.accounts.models import Clinician, HealthDataConsent, Patient, Tombstone, User
from tests.cast import sign_in_by, sign_in_twice
from tests.factories.accounts import a_clinician, a_patient, a_user

pytestmark = pytest.mark.django_db
PASSWORD = "a long enough sentence 42"


@pytest.fixture
def staff(client):
    user = a_user("root@example.jp", is_staff=True, is_superuser=True)
    sign_in_twice(client, user)
    return user


def test_only_staff_and_clinicians_are_registered():
    registered = {model for site in {*all_sites, staff_pages} for model in site._registry}

    assert registered == {User, Clinician, Tombstone}
    assert not any(issubclass(model, PatientOwned) for model in registered)
    assert not registered & {Patient, HealthDataConsent}


def test_no_registered_model_shows_a_patient_through_a_relation():
    shown = {
        field.related_model
        for site in all_sites
        for model, page in site._registry.items()
        for field in model._meta.get_fields()
        if field.is_relation and field.name in (page.fields or [])
    }
    inlines = [page.inlines for site in all_sites for page in site._registry.values()]

    assert shown <= {User}
    assert not any(inlines)


def test_the_list_of_people_does_not_tell_who_keeps_a_diary(client, staff):
    patient = a_patient()
    a_clinician()

    page = client.get("/ops-admin/accounts/user/").content.decode()

    assert "doctor@example.jp" in page
    assert "hanako@example.jp" not in page
    detail = client.get(f"/ops-admin/accounts/user/{patient.user_id}/change/", follow=True)
    assert "hanako@example.jp" not in detail.content.decode()


def test_somebody_with_a_diary_cannot_be_made_a_clinician_here(client, staff):
    patient = a_patient()

    client.post("/ops-admin/accounts/clinician/add/", {"user": patient.user_id, "name": "x"})

    assert not Clinician.objects.exists()


def test_a_new_colleague_gets_no_password_from_anybody(client, staff):
    client.post("/ops-admin/accounts/user/add/", {"email": "New@Example.jp", "is_active": "on"})

    colleague = User.objects.get(email="new@example.jp")
    assert not colleague.has_usable_password()


def test_nothing_is_deleted_here(client, staff):
    clinician = a_clinician()
    rows = (("user", clinician.user_id), ("clinician", clinician.pk))

    for model, key in rows:
        address = f"/ops-admin/accounts/{model}/{key}/delete/"
        assert client.post(address, {"post": "yes"}).status_code == 403
    assert apps.get_model("accounts", "Clinician").objects.exists()


def test_staff_come_in_through_the_same_door_as_everybody(client):
    response = client.get("/ops-admin/", follow=True)

    assert response.redirect_chain[-1][0].startswith("/accounts/login/?next=")


@pytest.mark.parametrize("address", ["/ops-admin/", "/ops-admin/accounts/user/", "/ops/"])
@pytest.mark.parametrize("method", ["code", "password"])
def test_one_proof_is_not_enough(client, address, method):
    sign_in_by(client, a_user(is_staff=True, is_superuser=True), method)

    answer = client.get(address, follow=True)

    assert answer.redirect_chain[-1][0].startswith("/second-step/?next=")


def test_djangos_own_form_lets_nobody_in(client):
    root = a_user("root@example.jp", password=PASSWORD, is_staff=True, is_superuser=True)

    client.post("/ops-admin/login/", {"username": root.email, "password": PASSWORD})

    assert client.get("/ops-admin/accounts/user/").status_code == 302


def test_djangos_own_form_changes_no_password(client, staff):
    staff.set_password(PASSWORD)
    staff.save()
    sign_in_twice(client, staff)
    new = "another sentence 43"

    answer = client.post(
        "/ops-admin/password_change/",
        {"old_password": PASSWORD, "new_password1": new, "new_password2": new},
    )

    assert answer.url == "/accounts/password/change/"
    assert User.objects.get(pk=staff.pk).check_password(PASSWORD)


def test_nobodys_address_can_be_changed_here(client, staff):
    doctor, helper = a_clinician(), a_user("helper@example.jp")
    address = f"/ops-admin/accounts/user/{doctor.user_id}/change/"
    assert 'name="email"' not in client.get(address).text

    client.post(address, {"email": "mine@example.jp", "is_active": "on"})
    client.post(
        f"/ops-admin/accounts/clinician/{doctor.pk}/change/", {"user": helper.pk, "name": "架空"}
    )

    doctor = Clinician.objects.get(pk=doctor.pk)
    assert (doctor.user.email, doctor.name) == ("doctor@example.jp", "架空")


def test_patients_and_clinicians_do_not_get_in(client):
    for person in (a_patient().user, a_clinician().user):
        client.force_login(person)
        assert client.get("/ops-admin/", follow=True).status_code == 403


def test_the_pages_need_no_inline_script_or_style(client, staff):
    a_clinician()
    for address in ("", "accounts/user/", "accounts/clinician/add/", "accounts/user/add/"):
        page = client.get(f"/ops-admin/{address}").content.decode()

        assert "<script>" not in page
        assert "<style" not in page
        assert " onclick=" not in page
