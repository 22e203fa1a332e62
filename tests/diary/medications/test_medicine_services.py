from datetime import UTC, date, datetime

import pytest

from diary.medications.errors import EndsBeforeItBegins, MedicineIsListed
from diary.medications.models import OpioidAnswer, OtherMedicine
from diary.medications.services import (
    MedicineWords,
    answer_about_opioids,
    change_medicine,
    list_medicine,
    remove_medicine,
)
from ldn_app.access.models import ChangeEvent
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import NOBODY, on_behalf_of
from tests.factories.people import make_patient

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
MAY = date(2026, 5, 1)
TODAY = date(2026, 11, 22)

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return on_behalf_of(make_patient().pk)


def add(viewer, name="架空の薬", **more):
    return list_medicine(viewer, words=MedicineWords(name, **more), now=NOW)


def rows(viewer):
    return list(OtherMedicine.objects.visible_to(viewer).order_by("pk"))


def log_of(viewer):
    return list(ChangeEvent.objects.visible_to(viewer).values_list("action", flat=True))


@pytest.mark.parametrize("since", [None, MAY])
def test_the_same_medicine_twice_stays_one(viewer, since):
    assert add(viewer, since_on=since) == add(viewer, since_on=since)

    assert log_of(viewer) == ["created"]


def test_a_medicine_that_is_begun_again_is_a_row_of_its_own(viewer):
    add(viewer, since_on=date(2025, 1, 1), until_on=date(2025, 2, 1))
    add(viewer, since_on=MAY)

    assert len(rows(viewer)) == 2


def test_the_same_medicine_with_other_words_is_not_overwritten_unseen(viewer):
    add(viewer, since_on=MAY, note="1日1回")

    with pytest.raises(MedicineIsListed):
        add(viewer, since_on=MAY, note="1日2回")


def test_an_end_before_the_beginning_is_refused(viewer):
    with pytest.raises(EndsBeforeItBegins):
        add(viewer, since_on=MAY, until_on=date(2026, 4, 30))


def test_an_end_is_written_down_and_logged(viewer):
    row = add(viewer, since_on=MAY)

    change_medicine(
        viewer, medicine=row, words=MedicineWords("架空の薬", MAY, date(2026, 6, 1)), now=NOW
    )

    [row] = rows(viewer)
    assert (row.until_on, row.changed_at) == (date(2026, 6, 1), NOW)
    assert ChangeEvent.objects.visible_to(viewer).get(action="changed").fields == ["until_on"]


def test_a_medicine_cannot_be_renamed_onto_another(viewer):
    add(viewer, "甲")
    row = add(viewer, "乙")

    with pytest.raises(MedicineIsListed):
        change_medicine(viewer, medicine=row, words=MedicineWords("甲"), now=NOW)


def test_a_removed_medicine_leaves_only_its_entry_in_the_log(viewer):
    remove_medicine(viewer, medicine=add(viewer), now=NOW)

    assert rows(viewer) == []
    assert log_of(viewer) == ["created", "deleted"]


def test_nobody_lists_nothing():
    with pytest.raises(UnscopedAccess):
        add(NOBODY)


def answer(viewer, said, on=TODAY):
    return answer_about_opioids(viewer, answer=said, today=on, now=NOW)


def answers(viewer):
    found = OpioidAnswer.objects.visible_to(viewer).order_by("answered_on")
    return list(found.values_list("answered_on", "answer"))


def test_earlier_answers_stay_and_todays_can_be_corrected(viewer):
    answer(viewer, "none", MAY)
    answer(viewer, "unsure")
    answer(viewer, "using")

    assert answers(viewer) == [(MAY, "none"), (TODAY, "using")]
    assert log_of(viewer).count("changed") == 1


def test_the_same_answer_twice_is_one(viewer):
    assert answer(viewer, "none") == answer(viewer, "none")

    assert log_of(viewer) == ["created"]
