"""At 03:40 it is still the day before, on every page that says or asks for today."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.conf import settings
from django.test import Client

from diary.labs.models import LabResult
from diary.medications.models import OpioidAnswer
from diary.questionnaires.models import Response
from diary.visits.models import Visit
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import HealthDataConsent
from tests.factories.people import make_patient

pytestmark = pytest.mark.django_db

NIGHT = datetime(2026, 11, 30, 18, 40, tzinfo=UTC)  # 03:40 of 1 December in Tokyo
TODAY = date(2026, 11, 30)


@pytest.fixture
def patient():
    return make_patient(time_zone="Asia/Tokyo")


@pytest.fixture
def phone(patient):
    with time_machine.travel(NIGHT, tick=False):
        browser = Client()
        browser.force_login(patient.user)
        yield browser


def rows(model, patient):
    return model.objects.visible_to(on_behalf_of(patient.pk))


@pytest.mark.parametrize("path", ["/medicines/", "/medicines/opioids/"])
def test_an_answer_about_opioids_is_on_the_sheet_at_once(phone, patient, path):
    phone.post(path, {"answer": "using"})

    assert rows(OpioidAnswer, patient).get().answered_on == TODAY
    assert "使っている(2026/11/30)" in phone.get("/visit/").text


def test_the_ps_belongs_to_the_day_that_is_still_open(phone, patient):
    page = phone.get("/questionnaires/ps/").text
    phone.post("/questionnaires/ps/2026-11-30/", {"level": "6"})

    assert "11月30日" in page
    assert "12月1日" not in page
    assert rows(Response, patient).get().answered_on == TODAY
    assert phone.get("/questionnaires/ps/2026-12-01/").status_code == 404


def test_a_slip_of_today_is_of_the_open_day(phone, patient):
    page = phone.get("/labs/new/").text

    assert 'max="2026-11-30"' in page
    assert "2026-12-01" not in page
    assert not rows(LabResult, patient).exists()


@pytest.mark.parametrize(
    "path", ["/visits/", "/visit/", "/supply/new/", "/medicines/new/", "/visit/choose/", "/month/"]
)
def test_no_page_offers_the_calendars_next_day(phone, path):
    text = phone.get(path).text

    assert 'max="2026-12-01"' not in text
    assert 'value="2026-12-01"' not in text


def test_an_appointment_of_the_calendars_day_is_still_to_come(phone, patient):
    values = {"visited_on": TODAY + timedelta(days=1), "recorded_at": NIGHT}
    Visit.objects.create_for(on_behalf_of(patient.pk), state="planned", **values)

    page = phone.get("/visits/").text

    assert "受診しましたか" not in page


def test_the_consent_stands_there_on_the_clock_of_the_patient(phone, patient):
    HealthDataConsent.objects.filter(user=patient.user).delete()
    HealthDataConsent.objects.create(
        user=patient.user, version=settings.HEALTH_DATA_CONSENT_VERSION, given_at=NIGHT
    )

    text = phone.get("/settings/consent/").text

    assert "2026年12月1日" in text
    assert "午前3時40分" in text
    assert "2026年11月30日" in phone.get("/settings/").text


def test_the_consents_date_is_never_that_of_greenwich(phone, patient):
    HealthDataConsent.objects.filter(user=patient.user).delete()
    morning = datetime(2026, 11, 29, 22, tzinfo=UTC)  # 07:00 of the 30th in Tokyo
    HealthDataConsent.objects.create(
        user=patient.user, version=settings.HEALTH_DATA_CONSENT_VERSION, given_at=morning
    )

    for path in ("/settings/consent/", "/settings/"):
        text = phone.get(path).text
        assert "2026年11月30日" in text
        assert "2026年11月29日" not in text
