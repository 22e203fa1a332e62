import pytest
from django.utils import timezone

from ldn_app.accounts.models import HealthDataConsent, Patient
from tests.factories.accounts import a_clinician, a_patient

pytestmark = pytest.mark.django_db


@pytest.fixture
def patient(client):
    patient = a_patient(first_run_done_at=None)
    client.force_login(patient.user)
    return patient


def test_a_consent_already_given_is_shown_with_date_and_version(client, patient):
    page = client.get("/welcome/").content.decode()

    assert "2026年10月1日(木)に同意しました" in page
    assert "2026-11-22" in page
    assert 'type="checkbox"' not in page


def test_a_newer_text_is_asked_for_and_stored(client, patient, settings, tmp_path):
    settings.HEALTH_DATA_CONSENT_VERSION = "2027-04-01"
    folder = tmp_path / "accounts" / "consent_text"
    folder.mkdir(parents=True)
    (folder / "2027-04-01.html").write_text("新しい説明の文章")
    settings.TEMPLATES = [
        {**engine, "DIRS": [*engine["DIRS"], tmp_path]} for engine in settings.TEMPLATES
    ]
    assert "新しい説明の文章" in client.get("/welcome/").content.decode()

    refused = client.post("/welcome/", {})
    agreed = client.post("/welcome/", {"consent": "on"})

    assert refused.status_code == 422
    assert "同意が必要です" in refused.content.decode()
    assert agreed.url == "/welcome/opioids/"
    assert set(HealthDataConsent.objects.values_list("version", flat=True)) == {
        "2026-11-22",
        "2027-04-01",
    }


def test_opioids_are_asked_about_before_the_plan_or_later(client, patient):
    page = client.get("/welcome/opioids/").content.decode()

    assert "/medicines/opioids/?next=%2Fwelcome%2Fplan%2F" in page
    assert 'href="/welcome/plan/"' in page


def test_the_plan_is_asked_for_in_its_own_room_and_comes_back(client, patient):
    page = client.get("/welcome/plan/").content.decode()

    assert "/regimen/new/?next=%2Fwelcome%2Fsymptoms%2F" in page
    assert "まだ決まっていない" in page
    assert 'href="/welcome/symptoms/"' in page


def test_symptoms_are_chosen_in_their_own_room_or_later(client, patient):
    page = client.get("/welcome/symptoms/").content.decode()

    assert "/symptoms/?next=%2Fwelcome%2Fready%2F" in page
    assert 'href="/welcome/ready/"' in page


def test_the_end_is_noted_once_and_leads_to_tonight(client, patient):
    assert client.get("/welcome/ready/").status_code == 200
    assert Patient.objects.get().first_run_done_at is None

    response = client.post("/welcome/ready/")
    first = Patient.objects.get().first_run_done_at
    client.post("/welcome/ready/")

    assert response.url == "/tonight/"
    assert abs(timezone.now() - first).total_seconds() < 60
    assert Patient.objects.get().first_run_done_at == first


def test_after_a_renewed_consent_an_old_hand_goes_straight_on(client, settings):
    client.force_login(a_patient().user)

    response = client.post("/welcome/", {"consent": "on"})

    assert response.url == "/tonight/"


@pytest.mark.parametrize("step", ["", "plan/", "symptoms/", "ready/"])
def test_the_first_run_is_for_patients_only(client, step):
    assert client.get(f"/welcome/{step}").status_code == 302
    client.force_login(a_clinician().user)
    assert client.get(f"/welcome/{step}").status_code == 404
