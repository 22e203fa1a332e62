"""A doubled tap, two phones, a replayed request: one row for one answer. Real threads."""

from datetime import UTC, date, datetime

import pytest

from diary.symptoms.domain.answers import Answer, Part, Question
from diary.symptoms.domain.library import library_symptoms
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from diary.symptoms.services.check_in import copy_day_before, record_answers
from diary.symptoms.services.symptom_list import follow_library_symptoms
from ldn_app.access.models import ChangeEvent
from ldn_app.access.viewer import on_behalf_of
from tests.at_once import at_once
from tests.factories.check_ins import make_effect, make_rating, make_sleep, make_symptom
from tests.factories.people import make_patient

DAY = date(2026, 11, 22)
YESTERDAY = date(2026, 11, 21)
NOW = datetime(2026, 11, 22, 13, 4, tzinfo=UTC)
PHONES = 4

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def record():
    patient = make_patient()
    viewer = on_behalf_of(patient.pk)

    def say(part, name, value):
        answer = Answer(Question(part, str(name)), value)
        return lambda: record_answers(viewer, patient=patient, day=DAY, now=NOW, answers=[answer])

    say.patient, say.viewer = patient, viewer
    return say


@pytest.mark.parametrize("_", range(3))
def test_the_same_score_from_many_phones_is_one_row_and_one_entry(record, _):
    symptom = make_symptom(record.patient)

    errors = at_once(*[record(Part.SYMPTOM, symptom.pk, 7)] * PHONES)

    assert errors == []
    assert SymptomRating.objects.visible_to(record.viewer).get().score == 7
    assert ChangeEvent.objects.visible_to(record.viewer).count() == 1


def test_different_scores_from_many_phones_are_one_row_with_one_of_them(record):
    symptom = make_symptom(record.patient)

    errors = at_once(*[record(Part.SYMPTOM, symptom.pk, score) for score in range(PHONES)])

    assert errors == []
    assert SymptomRating.objects.visible_to(record.viewer).get().score in range(PHONES)


def test_questions_of_one_row_answered_at_once_are_all_kept(record):
    errors = at_once(
        record(Part.SLEEP, "insomnia", "some"),
        record(Part.SLEEP, "vivid_dreams", "strong"),
        record(Part.SLEEP, "quality", 0),
        record(Part.NOTE, "text", "雨"),
        record(Part.NOTE, "tell_doctor", True),
    )

    assert errors == []
    sleep = Sleep.objects.visible_to(record.viewer).get()
    note = DayNote.objects.visible_to(record.viewer).get()
    assert (sleep.insomnia, sleep.vivid_dreams, sleep.quality) == ("some", "strong", 0)
    assert (note.text, note.tell_doctor) == ("雨", True)


def test_a_side_effect_ticked_twice_is_one_row(record):
    errors = at_once(*[record(Part.EFFECT, "headache", "mild")] * PHONES)

    assert errors == []
    assert SideEffect.objects.visible_to(record.viewer).count() == 1


def test_the_same_as_yesterday_pressed_twice_fills_once(record):
    patient, viewer = record.patient, record.viewer
    make_rating(make_symptom(patient), YESTERDAY, 4)
    make_sleep(patient, YESTERDAY, insomnia="some")
    make_effect(patient, YESTERDAY, "none_today")

    at_once(*[lambda: copy_day_before(viewer, patient=patient, day=DAY, now=NOW)] * PHONES)

    assert SymptomRating.objects.visible_to(viewer).on(DAY).count() == 1
    assert Sleep.objects.visible_to(viewer).on(DAY).count() == 1
    assert SideEffect.objects.visible_to(viewer).on(DAY).count() == 1


def test_choosing_the_same_symptom_twice_at_once_follows_it_once(record):
    symptoms = [library_symptoms()["fatigue"], library_symptoms()["headache"]]

    errors = at_once(
        *[lambda: follow_library_symptoms(record.viewer, symptoms=symptoms, now=NOW)] * PHONES
    )

    assert errors == []
    assert TrackedSymptom.objects.visible_to(record.viewer).count() == 2
