import pytest

from diary.symptoms.domain.answers import (
    Answer,
    Part,
    Question,
    has_severity,
    is_empty,
    question_of,
)


@pytest.mark.parametrize(
    ("key", "part", "name"),
    [
        ("symptom-12", Part.SYMPTOM, "12"),
        ("sleep-vivid_dreams", Part.SLEEP, "vivid_dreams"),
        ("effect-headache", Part.EFFECT, "headache"),
        ("note-text", Part.NOTE, "text"),
    ],
)
def test_a_key_names_its_question_and_the_question_its_key(key, part, name):
    question = question_of(key)

    assert question == Question(part, name)
    assert question.key == key


@pytest.mark.parametrize("key", ["", "symptom", "symptom-", "-12", "csrfmiddlewaretoken", "x-1"])
def test_what_names_no_question_is_none(key):
    assert question_of(key) is None


@pytest.mark.parametrize(("value", "empty"), [(None, True), ("", True), (0, False), (False, False)])
def test_nothing_is_empty_but_zero_and_no_are_answers(value, empty):
    assert is_empty(value) is empty
    assert Answer(Question(Part.SYMPTOM, "1"), value).is_empty is empty


@pytest.mark.parametrize(
    ("kind", "graded"), [("headache", True), ("none_today", False), ("urgent_allergy", False)]
)
def test_red_flags_and_none_today_are_ticked_not_graded(kind, graded):
    assert has_severity(kind) is graded
    assert Question(Part.EFFECT, kind).is_tick is not graded
