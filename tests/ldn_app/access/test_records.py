"""The manager of patient-owned rows, shown on one model and held for all of them elsewhere."""

from datetime import UTC, date, datetime

import pytest

from diary.doses.models import Dose, Regimen
from diary.visits.models import Visit
from ldn_app.access.models import ChangeEvent
from ldn_app.access.privacy import patient_owned_models
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import NOBODY, Role, Viewer, on_behalf_of
from tests.factories.people import make_patient

NOW = datetime(2026, 11, 22, 13, tzinfo=UTC)

pytestmark = pytest.mark.django_db


def visit(patient, day=date(2026, 11, 1)):
    viewer = on_behalf_of(patient.pk)
    return Visit.objects.create_for(viewer, visited_on=day, recorded_at=NOW)


def looking(patient, categories, **days):
    return Viewer(Role.READER, 99, patient.pk, grant_id=1, categories=frozenset(categories), **days)


@pytest.mark.parametrize("model", list(patient_owned_models()), ids=lambda model: model.__name__)
@pytest.mark.parametrize(
    "query",
    [
        lambda manager: manager.all(),
        lambda manager: manager.count(),
        lambda manager: manager.filter(pk=1),
        lambda manager: manager.get(pk=1),
        lambda manager: manager.create(),
        lambda manager: manager.bulk_create([]),
        lambda manager: manager.get_or_create(pk=1),
        lambda manager: manager.values(),
        lambda manager: manager.raw("SELECT 1"),
        lambda manager: list(manager.iterator()),
    ],
)
def test_a_query_that_names_no_viewer_raises(model, query):
    with pytest.raises(UnscopedAccess):
        query(model.objects)


def test_a_related_manager_refuses_too():
    regimen = Regimen.objects.create_for(
        on_behalf_of(make_patient().pk), form="tablet", created_at=NOW
    )

    with pytest.raises(UnscopedAccess):
        regimen.doses.all()


def test_a_patient_reads_and_changes_their_own_rows_only():
    mine, theirs = visit(make_patient()), visit(make_patient())
    me = on_behalf_of(mine.patient_id)

    assert list(Visit.objects.visible_to(me)) == [mine]
    assert list(Visit.objects.editable_by(me)) == [mine]
    assert theirs not in Visit.objects.visible_to(me)


def test_nobody_reads_and_changes_nothing():
    visit(make_patient())

    assert not Visit.objects.visible_to(NOBODY).exists()
    assert not Visit.objects.editable_by(NOBODY).exists()


def test_a_clinician_without_an_open_grant_sees_nothing():
    visit(make_patient())

    assert not Visit.objects.visible_to(Viewer(Role.READER, 99)).exists()


def test_a_clinician_reads_only_what_the_grant_names():
    patient = make_patient()
    visit(patient)

    assert Visit.objects.visible_to(looking(patient, {"visits"})).count() == 1
    assert Visit.objects.visible_to(looking(patient, {"doses"})).count() == 0


def test_a_clinician_reads_only_the_days_that_the_grant_names():
    patient = make_patient()
    for day in (date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 31), date(2026, 11, 1)):
        visit(patient, day)
    viewer = looking(patient, {"visits"}, first_day=date(2026, 10, 1), last_day=date(2026, 10, 31))

    days = [row.visited_on for row in Visit.objects.visible_to(viewer).order_by("visited_on")]

    assert days == [date(2026, 10, 1), date(2026, 10, 31)]


def test_a_clinician_changes_nothing_and_never_reads_the_logs():
    patient = make_patient()
    visit(patient)
    viewer = looking(patient, {"visits", "doses"})

    assert not Visit.objects.editable_by(viewer).exists()
    assert not ChangeEvent.objects.visible_to(viewer).exists()
    with pytest.raises(UnscopedAccess):
        Visit.objects.create_for(viewer, visited_on=date(2026, 11, 2), recorded_at=NOW)


@pytest.mark.parametrize("stranger", [NOBODY, Viewer(Role.READER, 99)])
def test_get_or_create_does_not_create_for_somebody_who_may_not(stranger):
    patient = make_patient()

    with pytest.raises(UnscopedAccess):
        Visit.objects.editable_by(stranger).get_or_create(
            patient=patient, visited_on=date(2026, 11, 2), defaults={"recorded_at": NOW}
        )

    assert not Visit.objects.unscoped(reason="test").exists()


def test_a_row_cannot_hang_on_a_row_of_another_record():
    mine, other = make_patient(), make_patient()
    regimen = Regimen.objects.create_for(on_behalf_of(other.pk), form="tablet", created_at=NOW)

    with pytest.raises(UnscopedAccess):
        Dose.objects.create_for(
            on_behalf_of(mine.pk),
            regimen=regimen,
            dose_day=date(2026, 11, 2),
            status="skipped",
            time_zone="Asia/Tokyo",
            recorded_at=NOW,
            filled_later=False,
        )


def test_bulk_create_does_not_write_for_somebody_else():
    mine, other = make_patient(), make_patient()
    row = Visit(patient=other, visited_on=date(2026, 11, 2), recorded_at=NOW)

    with pytest.raises(UnscopedAccess):
        Visit.objects.editable_by(on_behalf_of(mine.pk)).bulk_create([row])


def test_unscoped_wants_a_reason():
    with pytest.raises(UnscopedAccess):
        Visit.objects.unscoped(reason="")
