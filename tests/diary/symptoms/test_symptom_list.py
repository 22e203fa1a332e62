from datetime import UTC, date, datetime

import pytest

from diary.symptoms.domain.library import library_symptoms
from diary.symptoms.errors import SymptomIsFollowedAlready, TooManySymptoms
from diary.symptoms.models import SymptomRating, TrackedSymptom
from diary.symptoms.services.symptom_list import (
    AT_MOST,
    follow_again,
    follow_library_symptoms,
    follow_own_symptom,
    move_symptom,
    stop_following,
)
from ldn_app.access.viewer import on_behalf_of
from tests.factories.check_ins import make_rating
from tests.factories.people import make_patient

NOW = datetime(2026, 11, 22, 13, 4, tzinfo=UTC)
LIBRARY = library_symptoms()


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


def follow(viewer, *keys):
    symptoms = [LIBRARY[key] for key in keys]
    return follow_library_symptoms(viewer, symptoms=symptoms, now=NOW)


def names(viewer):
    rows = TrackedSymptom.objects.visible_to(viewer).filter(removed_at__isnull=True)
    return [row.name for row in rows]


def test_chosen_symptoms_stand_in_the_order_in_which_they_were_chosen(viewer):
    follow(viewer, "headache", "fatigue")
    follow_own_symptom(viewer, name="ふらつき", now=NOW)

    assert names(viewer) == [LIBRARY["headache"].words, LIBRARY["fatigue"].words, "ふらつき"]


def test_choosing_twice_changes_nothing(viewer):
    follow(viewer, "headache")

    assert follow(viewer, "headache") == []
    assert len(names(viewer)) == 1


def test_taking_one_off_keeps_its_history_and_it_comes_back_with_it(viewer):
    (symptom,) = follow(viewer, "headache")
    make_rating(symptom, date(2026, 11, 1), 6)

    stop_following(viewer, symptom=symptom, now=NOW)
    stop_following(viewer, symptom=symptom, now=NOW)
    assert names(viewer) == []

    follow(viewer, "fatigue")
    follow_again(viewer, symptom=symptom, now=NOW)
    assert names(viewer) == [LIBRARY["fatigue"].words, LIBRARY["headache"].words]
    assert SymptomRating.objects.visible_to(viewer).get().symptom_id == symptom.pk


def test_choosing_a_removed_one_again_brings_the_same_row_back(viewer):
    (symptom,) = follow(viewer, "headache")
    stop_following(viewer, symptom=symptom, now=NOW)

    (again,) = follow(viewer, "headache")

    assert again.pk == symptom.pk


def test_ones_own_words_are_the_same_however_they_are_typed(viewer):
    follow_own_symptom(viewer, name="  ＭＣＡＳ の 発作 ", now=NOW)

    assert names(viewer) == ["MCAS の 発作"]
    with pytest.raises(SymptomIsFollowedAlready):
        follow_own_symptom(viewer, name="MCAS の 発作", now=NOW)


def test_ones_own_words_bring_back_a_removed_symptom_with_a_new_anchor(viewer):
    own = follow_own_symptom(viewer, name="ふらつき", anchor="歩けない", now=NOW)
    stop_following(viewer, symptom=own, now=NOW)

    again = follow_own_symptom(viewer, name="ふらつき", anchor="立てない", now=NOW)

    assert (again.pk, again.anchor) == (own.pk, "立てない")


def test_symptoms_move_up_and_down_and_stop_at_the_ends(viewer):
    first, second, third = follow(viewer, "headache", "fatigue", "numbness")

    move_symptom(viewer, symptom=third, by=-1, now=NOW)
    assert names(viewer) == [first.name, third.name, second.name]

    move_symptom(viewer, symptom=first, by=-1, now=NOW)
    assert names(viewer) == [first.name, third.name, second.name]

    move_symptom(viewer, symptom=first, by=1, now=NOW)
    assert names(viewer) == [third.name, first.name, second.name]


def test_a_list_that_nobody_would_fill_in_is_refused_as_a_whole(viewer):
    follow(viewer, *list(LIBRARY)[:AT_MOST])

    with pytest.raises(TooManySymptoms):
        follow_own_symptom(viewer, name="もうひとつ", now=NOW)

    assert len(names(viewer)) == AT_MOST


def test_the_list_of_somebody_else_is_untouched(viewer, db):
    other = on_behalf_of(make_patient().pk)
    follow(viewer, "headache")
    follow(other, "headache")

    assert names(viewer) == names(other) == [LIBRARY["headache"].words]
