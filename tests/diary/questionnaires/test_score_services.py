from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from diary.questionnaires.domain.instruments import instruments
from diary.questionnaires.domain.sheet import sheet_of
from diary.questionnaires.errors import ScoreInTheFuture, ScoreIsRecorded
from diary.questionnaires.models import Response
from diary.questionnaires.services import change_score, choose_ps, record_scores, remove_score
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


def record(viewer, instrument="chalder", on=DAY, version="11項目", **values):
    numbers = {scale: Decimal(value) for scale, value in values.items()}
    sheet = sheet_of(instruments()[instrument], answered_on=on, version=version, values=numbers)
    return record_scores(viewer, sheet=sheet, today=TODAY, now=NOW)


def rows(viewer):
    return list(Response.objects.visible_to(viewer).order_by("pk"))


def log_of(viewer):
    return list(ChangeEvent.objects.visible_to(viewer).values_list("action", flat=True))


def test_a_score_keeps_direction_and_range_of_its_day(viewer):
    record(viewer, likert="25", bimodal="9")

    first, second = rows(viewer)
    assert (first.scale, first.value, first.low, first.high) == ("likert", 25, 0, 33)
    assert (second.scale, second.value, second.high) == ("bimodal", 9, 11)
    assert {row.direction for row in rows(viewer)} == {"higher_worse"}
    assert {row.origin for row in rows(viewer)} == {"paper"}
    assert log_of(viewer) == ["created", "created"]


def test_entering_the_same_paper_twice_is_harmless(viewer):
    assert record(viewer, likert="25") == record(viewer, likert="25")

    assert log_of(viewer) == ["created"]


def test_another_score_does_not_overwrite_the_first_unseen(viewer):
    record(viewer, likert="25")

    with pytest.raises(ScoreIsRecorded, match="もう「25」と記録しています"):
        record(viewer, bimodal="9", likert="26")

    assert len(rows(viewer)) == 1


def test_the_same_day_may_have_scores_of_two_versions(viewer):
    record(viewer, "sf36", version="v2", vt="30")
    record(viewer, "sf36", version="v1.2", vt="35")

    assert [row.version for row in rows(viewer)] == ["v2", "v1.2"]


def test_a_paper_of_tomorrow_is_refused(viewer):
    with pytest.raises(ScoreInTheFuture):
        record(viewer, on=date(2026, 11, 23), likert="25")


def test_nobody_records_nothing():
    with pytest.raises(UnscopedAccess):
        record(NOBODY, likert="25")


def tap(viewer, level, on=TODAY):
    return choose_ps(viewer, level=level, on=on, today=TODAY, now=NOW)


def test_a_doubled_tap_is_one_row(viewer):
    assert tap(viewer, 6) == tap(viewer, 6)

    [row] = rows(viewer)
    assert (row.instrument, row.value, row.origin, row.changed_at) == ("ps", 6, "here", None)
    assert log_of(viewer) == ["created"]


def test_another_tap_of_the_same_day_replaces_the_first(viewer):
    tap(viewer, 6)
    tap(viewer, 7)

    [row] = rows(viewer)
    assert (row.value, row.changed_at) == (7, NOW)
    assert log_of(viewer) == ["created", "changed"]


def test_zero_is_an_answer(viewer):
    tap(viewer, 0)

    assert rows(viewer)[0].value == 0


def test_ps_of_tomorrow_is_refused(viewer):
    with pytest.raises(ScoreInTheFuture):
        tap(viewer, 3, on=date(2026, 11, 23))


def correct(viewer, row, value, on=DAY):
    return change_score(
        viewer, response=row, answered_on=on, value=Decimal(value), today=TODAY, now=NOW
    )


def test_a_correction_says_when_and_which_field(viewer):
    [row] = record(viewer, likert="25")

    correct(viewer, row, "24")

    assert (rows(viewer)[0].value, rows(viewer)[0].changed_at) == (24, NOW)
    event = ChangeEvent.objects.visible_to(viewer).get(action="changed")
    assert event.fields == ["value"]


def test_a_score_cannot_be_moved_onto_another_of_its_scale(viewer):
    record(viewer, likert="25")
    [row] = record(viewer, on=TODAY, likert="20")

    with pytest.raises(ScoreIsRecorded):
        correct(viewer, row, "20", on=DAY)


def test_a_removed_score_leaves_only_its_entry_in_the_log(viewer):
    [row] = record(viewer, likert="25")

    remove_score(viewer, response=row, now=NOW)

    assert rows(viewer) == []
    assert log_of(viewer) == ["created", "deleted"]
