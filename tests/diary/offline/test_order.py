"""The last tap counts, whichever answer arrives last."""

from datetime import date
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from diary.offline.arrival import owner_mark
from diary.symptoms.models import SymptomRating
from ldn_app.access.viewer import on_behalf_of
from tests.at_once import at_once
from tests.factories.check_ins import make_symptom
from tests.factories.people import make_patient

DAY = date(2026, 11, 22)
PHONE = "0b5f3a52-6b1c-4f0e-9d55-000000000001"
OTHER_PHONE = "0b5f3a52-6b1c-4f0e-9d55-000000000002"


@pytest.fixture
def tonight():
    with time_machine.travel("2026-11-22T13:04:00Z", tick=False):
        yield


@pytest.fixture
def patient(db, tonight):
    return make_patient()


@pytest.fixture
def symptom(patient):
    return make_symptom(patient, name="だるさ")


def browser_of(patient):
    browser = Client(headers={"HX-Request": "true"})
    browser.force_login(patient.user)
    return browser


def tap(browser, symptom, score, number, *, phone=PHONE, day=DAY, **said):
    key = f"symptom-{symptom.pk}"
    answer = {"answer": key, key: str(score)} if score is not None else {"clear": key}
    named = {"client_id": str(uuid4()), "owner": owner_mark(symptom.patient_id)}
    order = {"phone": phone, "number": number} if number is not None else {}
    return browser.post(f"/check-in/{day}/", {**named, **order, **answer, **said}).status_code


def scores(symptom):
    mine = SymptomRating.objects.visible_to(on_behalf_of(symptom.patient_id))
    rows = mine.filter(symptom=symptom).order_by("day")
    return [(row.day, row.score) for row in rows]


def test_an_older_tap_that_arrives_later_changes_nothing(patient, symptom):
    browser = browser_of(patient)

    answers = [tap(browser, symptom, 8, 2), tap(browser, symptom, 1, 1)]

    assert answers == [200, 204]
    assert scores(symptom) == [(DAY, 8)]


def test_an_older_tap_does_not_bring_back_what_was_cleared_since(patient, symptom):
    browser = browser_of(patient)

    tap(browser, symptom, None, 2)
    tap(browser, symptom, 1, 1)

    assert scores(symptom) == []


def test_in_their_order_each_takes_the_place_of_the_one_before(patient, symptom):
    browser = browser_of(patient)

    for number, score in enumerate((1, 5, 9, 3, 8), 1):
        assert tap(browser, symptom, score, number) == 200

    assert scores(symptom) == [(DAY, 8)]


def test_only_the_same_question_of_the_same_day_and_phone_is_compared(patient, symptom):
    browser, other = browser_of(patient), make_symptom(patient, name="しびれ")
    tap(browser, symptom, 8, 9)

    before = date(2026, 11, 21)
    assert tap(browser, other, 4, 1) == 200
    assert tap(browser, symptom, 3, 2, day=before) == 200
    assert tap(browser, symptom, 6, 1, phone=OTHER_PHONE) == 200
    assert scores(symptom) == [(before, 3), (DAY, 6)]


def test_a_page_that_sends_no_number_is_taken_as_it_comes(patient, symptom):
    browser = browser_of(patient)
    tap(browser, symptom, 8, 2)

    assert tap(browser, symptom, 5, None) == 200
    assert scores(symptom) == [(DAY, 5)]


@pytest.mark.parametrize(
    ("phone", "number"), [(PHONE, "0"), (PHONE, "-1"), (PHONE, 2**53), (PHONE, "x"), ("x", "1")]
)
def test_what_no_phone_of_ours_sends_is_not_accepted(patient, symptom, phone, number):
    assert tap(browser_of(patient), symptom, 5, number, phone=phone) == 422
    assert scores(symptom) == []


@pytest.mark.parametrize("question", ["symptom-1\0", "s" * 61])
def test_a_question_that_no_page_asks_is_not_accepted(patient, symptom, question):
    assert tap(browser_of(patient), symptom, 5, 1, answer=question) == 422


@pytest.mark.django_db(transaction=True)
def test_two_that_meet_leave_the_newer_one(patient, symptom):
    for turn in range(10):
        newer, older = turn * 2 + 2, turn * 2 + 1
        browsers = browser_of(patient), browser_of(patient)
        works = [
            lambda one=browsers[0], number=newer: tap(one, symptom, 8, number),
            lambda one=browsers[1], number=older: tap(one, symptom, 1, number),
        ]

        assert at_once(*works) == []

        assert scores(symptom) == [(DAY, 8)]
