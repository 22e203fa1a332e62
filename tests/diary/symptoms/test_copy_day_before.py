from datetime import UTC, date, datetime

import pytest

from diary.symptoms.errors import AllAnsweredAlready, NothingToCopy
from diary.symptoms.models import DayNote
from diary.symptoms.queries.day_answers import answers_of_day
from diary.symptoms.services.check_in import copy_day_before
from ldn_app.access.viewer import on_behalf_of
from tests.factories.check_ins import (
    make_effect,
    make_note,
    make_rating,
    make_sleep,
    make_symptom,
)

YESTERDAY = date(2026, 11, 21)
DAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 13, 4, tzinfo=UTC)


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


@pytest.fixture
def copy(patient, viewer):
    return lambda: copy_day_before(viewer, patient=patient, day=DAY, now=NOW)


def test_the_day_is_filled_and_every_filled_answer_says_so(patient, viewer, copy):
    symptom = make_symptom(patient)
    make_rating(symptom, YESTERDAY, 6)
    make_sleep(patient, YESTERDAY, insomnia="some", vivid_dreams="none", quality=4)
    make_effect(patient, YESTERDAY, "headache", "mild")

    copy()

    day = answers_of_day(viewer, DAY)
    assert (day.ratings[symptom.pk].score, day.ratings[symptom.pk].copied) == (6, True)
    assert (day.sleep.insomnia, day.sleep.vivid_dreams, day.sleep.copied) == ("some", "none", True)
    assert day.sleep.quality is None
    assert (day.effects["headache"].severity, day.effects["headache"].copied) == ("mild", True)


def test_the_note_and_a_red_flag_are_not_copied(patient, viewer, copy):
    make_rating(make_symptom(patient), YESTERDAY, 6)
    make_note(patient, YESTERDAY, text="昨日のこと", tell_doctor=True, unusual=True)
    make_effect(patient, YESTERDAY, "urgent_suicidal")

    copy()

    assert answers_of_day(viewer, DAY).effects == {}
    assert not DayNote.objects.visible_to(viewer).on(DAY).exists()


def test_answers_of_today_stay(patient, viewer, copy):
    first, second = make_symptom(patient), make_symptom(patient)
    make_rating(first, YESTERDAY, 6)
    make_rating(second, YESTERDAY, 6)
    make_rating(first, DAY, 0)

    copy()

    day = answers_of_day(viewer, DAY)
    assert (day.ratings[first.pk].score, day.ratings[first.pk].copied) == (0, False)
    assert (day.ratings[second.pk].score, day.ratings[second.pk].copied) == (6, True)


def test_a_symptom_that_was_taken_off_the_list_is_not_copied(patient, viewer, copy):
    make_rating(make_symptom(patient, removed_at=NOW), YESTERDAY, 6)
    kept = make_symptom(patient)
    make_rating(kept, YESTERDAY, 2)

    copy()

    assert set(answers_of_day(viewer, DAY).ratings) == {kept.pk}


def test_an_empty_day_before_is_said_and_nothing_is_written(patient, viewer, copy):
    make_symptom(patient)
    make_note(patient, YESTERDAY, text="だけ")

    with pytest.raises(NothingToCopy):
        copy()

    assert answers_of_day(viewer, DAY).is_empty


def test_twice_is_harmless(patient, viewer, copy):
    symptom = make_symptom(patient)
    make_rating(symptom, YESTERDAY, 6)
    copy()

    with pytest.raises(AllAnsweredAlready):
        copy()

    assert answers_of_day(viewer, DAY).ratings[symptom.pk].score == 6
