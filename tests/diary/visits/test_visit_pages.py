from datetime import date

import pytest
import time_machine
from django.urls import reverse

from diary.visits.models import Visit
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]


@pytest.fixture
def noon():
    with time_machine.travel("2026-11-22T12:00:00+09:00", tick=False):
        yield


@pytest.fixture
def patient(client):
    patient = make_patient()
    client.force_login(patient.user, backend="ldn_app.accounts.backends.AccountBackend")
    return patient


def visits_of(patient):
    rows = Visit.objects.visible_to(on_behalf_of(patient.pk))
    return list(rows.values_list("visited_on", flat=True))


def test_the_form_on_the_page_records_a_visit(client, patient):
    answer = client.post(reverse("visits:visits"), {"visited_on": "2026-10-03"})

    assert answer.status_code == 302
    assert answer.url == "/visit/"
    assert visits_of(patient) == [date(2026, 10, 3)]


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("", "受診した日を選んでください。"),
        ("2026-13-40", "日付を選びなおしてください。"),
        ("2026-11-23", "まだ来ていない日です。受診した日を選んでください。"),
    ],
)
def test_an_invalid_day_comes_back_with_what_to_do(client, patient, typed, told):
    answer = client.post(reverse("visits:visits"), {"visited_on": typed})

    assert answer.status_code == 422
    assert told in answer.text
    assert visits_of(patient) == []


def test_a_visit_can_be_removed_again(client, patient):
    client.post(reverse("visits:visits"), {"visited_on": "2026-10-03"})
    visit = Visit.objects.visible_to(on_behalf_of(patient.pk)).get()

    answer = client.post(reverse("visits:remove", args=[visit.pk]), follow=True)

    assert "受診日を取り消しました。2026年10月3日(土)" in answer.text
    assert visits_of(patient) == []


def test_without_visits_the_page_says_what_they_are_for(client, patient):
    answer = client.get(reverse("visits:visits"))

    assert "受診日はまだありません" in answer.text
