from datetime import UTC, date, datetime

import pytest

from diary.supply.errors import ObtainedInTheFuture, SupplyIsRecorded
from diary.supply.models import Supply
from diary.supply.services import SupplyWords, change_supply, record_supply, remove_supply
from ldn_app.access.models import ChangeEvent
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import NOBODY, on_behalf_of
from tests.factories.papers import make_supply
from tests.factories.people import make_patient

TODAY = date(2026, 11, 22)
DAY = date(2026, 11, 10)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
LIST = "/supply/"
TYPED = {"obtained_on": "2026-11-10", "source": "personal_import", "form": "capsule"}

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return on_behalf_of(make_patient().pk)


def record(viewer, **more):
    values = {"obtained_on": DAY, "source": "clinic", "form": "capsule", **more}
    return record_supply(viewer, words=SupplyWords(**values), today=TODAY, now=NOW)


def rows(viewer):
    return list(Supply.objects.visible_to(viewer).order_by("pk"))


def log_of(viewer):
    return list(ChangeEvent.objects.visible_to(viewer).values_list("action", flat=True))


def test_recording_the_same_twice_gives_one_row(viewer):
    assert record(viewer, lot="A1") == record(viewer, lot="A1")

    assert log_of(viewer) == ["created"]


def test_two_lots_of_one_day_are_two_rows(viewer):
    record(viewer, lot="A1")
    record(viewer, lot="A2")

    assert [row.lot for row in rows(viewer)] == ["A1", "A2"]


def test_the_same_lot_with_other_words_is_not_overwritten_unseen(viewer):
    record(viewer, lot="A1", quantity_text="28カプセル")

    with pytest.raises(SupplyIsRecorded):
        record(viewer, lot="A1", quantity_text="14カプセル")


def test_what_comes_tomorrow_is_refused(viewer):
    with pytest.raises(ObtainedInTheFuture):
        record(viewer, obtained_on=date(2026, 11, 23))


def test_nobody_records_nothing():
    with pytest.raises(UnscopedAccess):
        record(NOBODY)


def test_a_correction_is_logged_with_its_fields(viewer):
    row = record(viewer, lot="A1")

    words = SupplyWords(DAY, "clinic", "capsule", lot="A7")
    change_supply(viewer, supply=row, words=words, today=TODAY, now=NOW)

    assert (rows(viewer)[0].lot, rows(viewer)[0].changed_at) == ("A7", NOW)
    assert ChangeEvent.objects.visible_to(viewer).get(action="changed").fields == ["lot"]


def test_an_entry_cannot_be_moved_onto_another(viewer):
    record(viewer, lot="A1")
    row = record(viewer, lot="A2")

    words = SupplyWords(DAY, "clinic", "capsule", lot="A1")
    with pytest.raises(SupplyIsRecorded):
        change_supply(viewer, supply=row, words=words, today=TODAY, now=NOW)


def test_a_removed_entry_leaves_only_its_entry_in_the_log(viewer):
    remove_supply(viewer, supply=record(viewer), now=NOW)

    assert rows(viewer) == []
    assert log_of(viewer) == ["created", "deleted"]


def test_a_label_is_copied_on_the_page(signed_in, patient):
    label = {"strength_text": "１．５ ㎎", "lot": "ＬＯＴ１２", "expires_on": "2027-03-31"}

    answer = signed_in.post(f"{LIST}new/", {**TYPED, **label}, follow=True)

    assert "薬の入手を記録しました。" in answer.text
    assert "個人輸入・カプセル 1.5 mg" in answer.text
    assert "期限 2027年3月31日(水)" in answer.text
    [row] = rows(on_behalf_of(patient.pk))
    assert (row.strength_text, row.lot, row.quantity_text) == ("1.5 mg", "LOT12", "")


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"obtained_on": ""}, "受け取った日を選んでください。"),
        ({"obtained_on": "2026-11-23"}, "まだ来ていない日です。受け取った日を選んでください。"),
        ({"source": ""}, "どこからかを選んでください。"),
        ({"form": "smoke"}, "かたちを選んでください。"),
        ({"lot": "A" * 41}, "40文字までで書いてください。"),
        ({"expires_on": "2027-02-30"}, "日付を選びなおしてください。"),
    ],
)
def test_a_bad_entry_comes_back_with_what_was_typed(signed_in, patient, typed, told):
    answer = signed_in.post(f"{LIST}new/", {**TYPED, "quantity_text": "28カプセル", **typed})

    assert answer.status_code == 422
    assert told in answer.text
    assert 'value="28カプセル"' in answer.text
    assert rows(on_behalf_of(patient.pk)) == []


def test_an_entry_can_be_opened_put_right_and_removed(signed_in, patient):
    row = make_supply(patient, DAY, lot="A1")

    page = signed_in.get(f"{LIST}{row.pk}/").text
    signed_in.post(f"{LIST}{row.pk}/", {**TYPED, "source": "clinic", "lot": "A7"})

    assert 'value="A1"' in page
    assert rows(on_behalf_of(patient.pk))[0].lot == "A7"
    told = signed_in.post(f"{LIST}{row.pk}/remove/", follow=True).text
    assert "2026年11月10日(火)の入手の記録を消しました。" in told
    assert "薬の入手の記録はまだありません" in told


def test_nothing_is_chosen_beforehand_and_no_seller_is_asked_for(signed_in):
    page = signed_in.get(f"{LIST}new/").text

    assert " checked" not in page
    assert not [
        word for word in ("価格", "店名", "業者", "注文", "http://", "サイト") if word in page
    ]
