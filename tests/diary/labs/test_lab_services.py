from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from diary.labs.domain.line import lab_line
from diary.labs.errors import ItemIsRecorded, ItemStandsTwice, SlipInTheFuture
from diary.labs.models import LabResult
from diary.labs.services import change_result, record_slip, remove_result
from ldn_app.access.models import ChangeEvent
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import NOBODY, on_behalf_of
from tests.factories.people import make_patient

TODAY = date(2026, 11, 22)
DAY = date(2026, 11, 10)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return on_behalf_of(make_patient().pk)


def record(viewer, *lines, on=DAY):
    typed = [lab_line(name=name, value_text=value, **more) for name, value, more in lines]
    return record_slip(viewer, collected_on=on, lines=typed, today=TODAY, now=NOW)


def rows(viewer):
    return list(LabResult.objects.visible_to(viewer).order_by("pk"))


def test_a_line_keeps_what_was_typed_beside_what_it_says(viewer):
    terms = {"unit": "㎎/dl", "high_text": "0.30以下"}
    record(viewer, ("CRP", "＜０．０５", terms))

    [row] = rows(viewer)
    assert (row.item_key, row.item_name, row.collected_on) == ("crp", "CRP", DAY)
    assert (row.value_text, row.value, row.comparator) == ("<0.05", Decimal("0.05"), "<")
    assert (row.unit, row.low, row.high_text, row.high) == (
        "mg/dL",
        None,
        "0.30以下",
        Decimal("0.30"),
    )


def test_the_patients_own_item_may_have_words_for_a_result(viewer):
    record(viewer, ("抗TPO抗体", "陰性", {}))

    [row] = rows(viewer)
    assert (row.item_key, row.value_text, row.value, row.comparator) == ("", "陰性", None, "")


def test_other_names_of_an_item_are_one_item(viewer):
    record(viewer, ("GOT", "22", {}), ("γ－ＧＴ", "18", {}))

    assert [row.item_name for row in rows(viewer)] == ["AST", "γ-GTP"]


def test_every_line_leaves_an_entry_in_the_log_that_names_no_value(viewer):
    record(viewer, ("AST", "22", {}), ("ALT", "19", {}))

    log = list(ChangeEvent.objects.visible_to(viewer).values_list("model_label", "action"))
    assert log == [("labs.LabResult", "created")] * 2


def test_entering_the_same_slip_twice_is_harmless(viewer):
    first = record(viewer, ("AST", "22", {}))

    second = record(viewer, ("AST", "22", {}))

    assert second == first
    assert ChangeEvent.objects.visible_to(viewer).count() == 1


def test_another_result_does_not_overwrite_the_first_unseen(viewer):
    record(viewer, ("AST", "22", {}))

    with pytest.raises(ItemIsRecorded, match="この日のASTは、もう「22」と記録しています"):
        record(viewer, ("ALT", "19", {}), ("AST", "32", {}))

    assert [row.item_name for row in rows(viewer)] == ["AST"]


def test_an_item_stands_on_a_slip_once(viewer):
    with pytest.raises(ItemStandsTwice, match="ASTが2回あります"):
        record(viewer, ("AST", "22", {}), ("GOT", "22", {}))


def test_a_slip_of_tomorrow_is_refused(viewer):
    with pytest.raises(SlipInTheFuture):
        record(viewer, ("AST", "22", {}), on=date(2026, 11, 23))


def test_nobody_records_nothing():
    with pytest.raises(UnscopedAccess):
        record(NOBODY, ("AST", "22", {}))


def change(viewer, row, value, on=DAY):
    line = lab_line(name=row.item_name, value_text=value)
    return change_result(viewer, result=row, collected_on=on, line=line, today=TODAY, now=NOW)


def test_a_corrected_line_says_when_and_which_fields(viewer):
    [row] = record(viewer, ("AST", "220", {}))

    change(viewer, row, "22")

    [row] = rows(viewer)
    assert (row.value_text, row.value, row.changed_at) == ("22", Decimal(22), NOW)
    event = ChangeEvent.objects.visible_to(viewer).get(action="changed")
    assert event.fields == ["value", "value_text"]


def test_saving_without_a_change_changes_nothing(viewer):
    [row] = record(viewer, ("AST", "22", {}))

    change(viewer, row, "22")

    assert rows(viewer)[0].changed_at is None


def test_a_line_cannot_be_moved_onto_another_of_its_item(viewer):
    record(viewer, ("AST", "22", {}))
    [row] = record(viewer, ("AST", "30", {}), on=TODAY)

    with pytest.raises(ItemIsRecorded):
        change(viewer, row, "30", on=DAY)


def test_a_removed_line_leaves_only_its_entry_in_the_log(viewer):
    [row] = record(viewer, ("AST", "22", {}))

    remove_result(viewer, result=row, now=NOW)

    assert rows(viewer) == []
    assert ChangeEvent.objects.visible_to(viewer).filter(action="deleted").exists()
