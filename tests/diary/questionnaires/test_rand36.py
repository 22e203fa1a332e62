"""Against RAND's own table and example; see diary.questionnaires.domain.rand36 for the source."""

from decimal import Decimal

import pytest

from diary.questionnaires.domain.instruments import instruments
from diary.questionnaires.domain.rand36 import RECODING, SCALES, NoSuchAnswer, score_rand36

HEALTHIEST = {item: max(key, key=key.get) for item, key in RECODING.items()}
SICKEST = {item: min(key, key=key.get) for item, key in RECODING.items()}


def test_the_published_example():
    scores = score_rand36({23: 4, 27: 3, 29: 3})

    assert scores["ef"] == Decimal("46.67")  # printed there as 46.7


@pytest.mark.parametrize(
    ("items", "values"),
    [
        ((1, 2, 20, 22, 34, 36), [100, 75, 50, 25, 0]),
        ((3, 4, 5, 6, 7, 8, 9, 10, 11, 12), [0, 50, 100]),
        ((13, 14, 15, 16, 17, 18, 19), [0, 100]),
        ((21, 23, 26, 27, 30), [100, 80, 60, 40, 20, 0]),
        ((24, 25, 28, 29, 31), [0, 20, 40, 60, 80, 100]),
        ((32, 33, 35), [0, 25, 50, 75, 100]),
    ],
)
def test_every_item_is_recoded_as_the_table_says(items, values):
    for item in items:
        assert list(RECODING[item].values()) == values
        assert list(RECODING[item]) == list(range(1, len(values) + 1))


def test_all_36_items_are_recoded_and_35_belong_to_one_scale_each():
    used = [item for items in SCALES.values() for item in items]

    assert sorted(RECODING) == list(range(1, 37))
    assert sorted(used) == [item for item in range(1, 37) if item != 2]
    assert {scale: len(items) for scale, items in SCALES.items()} == {
        "pf": 10,
        "rp": 4,
        "re": 3,
        "ef": 4,
        "ew": 5,
        "sf": 2,
        "pain": 2,
        "gh": 5,
    }


def test_the_healthiest_answers_give_100_and_the_sickest_0():
    assert set(score_rand36(HEALTHIEST).values()) == {Decimal(100)}
    assert set(score_rand36(SICKEST).values()) == {Decimal(0)}


@pytest.mark.parametrize(
    ("answers", "scale", "score"),
    [
        ({21: 3, 22: 2}, "pain", "67.50"),
        ({20: 1, 32: 3}, "sf", "75.00"),
        ({17: 1, 18: 2, 19: 2}, "re", "66.67"),
        ({1: 3, 33: 4, 34: 2, 35: 5, 36: 3}, "gh", "70.00"),
        (dict.fromkeys(range(3, 13), 2), "pf", "50.00"),
        ({24: 5, 25: 6, 26: 2, 28: 4, 30: 3}, "ew", "76.00"),
    ],
)
def test_a_scale_is_the_mean_of_its_recoded_items(answers, scale, score):
    assert score_rand36(answers)[scale] == Decimal(score)


def test_a_scale_without_an_answer_has_no_score():
    assert score_rand36({2: 1}) == dict.fromkeys(SCALES)


@pytest.mark.parametrize("answers", [{37: 1}, {0: 1}, {3: 4}, {13: 3}, {21: 0}])
def test_an_answer_that_the_survey_does_not_have_is_refused(answers):
    with pytest.raises(NoSuchAnswer):
        score_rand36(answers)


def test_the_scales_are_those_that_can_be_entered():
    assert {scale.key for scale in instruments()["rand36"].scales} == set(SCALES)
