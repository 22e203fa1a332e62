"""The data files: complete, short enough for the columns, and free of promises."""

import re

import pytest

from diary.medications.red_flags import red_flags
from diary.symptoms.domain.answers import NONE_TODAY, URGENT_PREFIX
from diary.symptoms.domain.effect_labels import NONE_WORDS, effect_words
from diary.symptoms.domain.library import conditions, effect_kinds, library_symptoms
from diary.symptoms.models import SideEffect, TrackedSymptom

CONDITIONS = ["me_cfs", "long_covid", "fibromyalgia", "crohn", "ms", "thyroid", "pain", "other"]


def length(model, field):
    return model._meta.get_field(field).max_length


def test_the_library_covers_the_illnesses_people_bring():
    assert [one.key for one in conditions()] == CONDITIONS
    assert all(len(one.symptoms) >= 5 for one in conditions())


def test_every_symptom_is_offered_under_some_illness():
    offered = {symptom.key for one in conditions() for symptom in one.symptoms}

    assert offered == set(library_symptoms())


@pytest.mark.parametrize("symptom", library_symptoms().values(), ids=lambda one: one.key)
def test_a_symptom_fits_its_column(symptom):
    assert re.fullmatch(r"[a-z_]+", symptom.key)
    assert len(symptom.key) <= length(TrackedSymptom, "library_key")
    assert 0 < len(symptom.words) <= length(TrackedSymptom, "name")


def test_no_two_symptoms_have_the_same_words():
    words = [symptom.words for symptom in library_symptoms().values()]

    assert len(words) == len(set(words))


@pytest.mark.parametrize("kind", effect_kinds().values(), ids=lambda one: one.key)
def test_a_side_effect_has_words_and_a_source_and_fits_its_column(kind):
    assert len(kind.key) <= length(SideEffect, "kind")
    assert kind.words
    assert kind.source
    assert kind.checked_on.year >= 2026
    assert kind.key != NONE_TODAY
    assert not kind.key.startswith(URGENT_PREFIX)


def test_vivid_dreams_and_insomnia_belong_to_the_sleep():
    assert not {"vivid_dreams", "insomnia"} & set(effect_kinds())


def test_every_kind_has_words_also_an_unknown_one():
    assert effect_words("headache") == effect_kinds()["headache"].words
    assert effect_words("urgent_allergy") == red_flags()["urgent_allergy"].words
    assert effect_words(NONE_TODAY) == NONE_WORDS
    assert effect_words("of_long_ago") == "of_long_ago"
