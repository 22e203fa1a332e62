from datetime import UTC, date, datetime

import pytest

from diary.visits.errors import VisitInTheFuture
from diary.visits.models import Visit
from diary.visits.queries import last_visit_before
from diary.visits.services import record_visit, remove_visit
from ldn_app.access.models import ChangeEvent
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import NOBODY, on_behalf_of
from tests.factories.people import make_patient

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return on_behalf_of(make_patient().pk)


def record(viewer, on):
    return record_visit(viewer, visited_on=on, today=TODAY, now=NOW)


def test_a_visit_is_recorded_with_an_entry_in_the_log(viewer):
    visit = record(viewer, date(2026, 10, 3))

    assert visit.visited_on == date(2026, 10, 3)
    log = ChangeEvent.objects.visible_to(viewer).get()
    assert (log.model_label, log.row_id, log.action) == ("visits.Visit", visit.pk, "created")


def test_recording_the_same_day_twice_gives_one_row(viewer):
    first = record(viewer, date(2026, 10, 3))

    second = record(viewer, date(2026, 10, 3))

    assert second == first
    assert ChangeEvent.objects.visible_to(viewer).count() == 1


def test_a_visit_today_may_be_recorded_and_one_tomorrow_may_not(viewer):
    record(viewer, TODAY)

    with pytest.raises(VisitInTheFuture):
        record(viewer, date(2026, 11, 23))


def test_nobody_records_nothing():
    with pytest.raises(UnscopedAccess):
        record(NOBODY, date(2026, 10, 3))


def test_a_removed_visit_leaves_only_its_entry_in_the_log(viewer):
    visit = record(viewer, date(2026, 10, 3))

    remove_visit(viewer, visit=visit, now=NOW)

    assert not Visit.objects.visible_to(viewer).exists()
    assert ChangeEvent.objects.visible_to(viewer).filter(action="deleted").exists()


def test_the_last_visit_is_the_latest_one_before_the_day(viewer):
    for on in (date(2026, 9, 1), date(2026, 10, 3), TODAY):
        record(viewer, on)

    assert last_visit_before(viewer, TODAY) == date(2026, 10, 3)


def test_without_a_visit_there_is_no_last_one(viewer):
    assert last_visit_before(viewer, TODAY) is None


def test_somebody_elses_visit_is_not_the_last_one(viewer):
    record(on_behalf_of(make_patient().pk), date(2026, 10, 3))

    assert last_visit_before(viewer, TODAY) is None
