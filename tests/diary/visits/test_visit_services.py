from datetime import UTC, date, datetime, time

import pytest

from diary.visits.errors import VisitInTheFuture, VisitThereAlready
from diary.visits.models import Visit, VisitNote
from diary.visits.queries import build_visits_page, last_visit_before, next_visit, note_of
from diary.visits.services import (
    Appointment,
    change_visit,
    plan_visit,
    record_visit,
    remove_visit,
    settle_visit,
    write_note,
    write_questions,
)
from ldn_app.access.models import ChangeEvent
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import NOBODY, Role, Viewer, on_behalf_of
from tests.factories.people import make_patient

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)
IN_TEN_DAYS = date(2026, 12, 2)

pytestmark = pytest.mark.django_db


@pytest.fixture
def viewer():
    return on_behalf_of(make_patient().pk)


def record(viewer, on):
    return record_visit(viewer, visited_on=on, today=TODAY, now=NOW)


def plan(viewer, on=IN_TEN_DAYS, **values):
    appointment = Appointment(on, **values)
    return plan_visit(viewer, appointment=appointment, today=TODAY, now=NOW)


def settle(viewer, visit, state):
    return settle_visit(viewer, visit=visit, state=state, today=TODAY, now=NOW)


def logged(viewer) -> list[tuple[str, str, list[str]]]:
    rows = ChangeEvent.objects.visible_to(viewer).order_by("pk")
    return list(rows.values_list("model_label", "action", "fields"))


def test_a_visit_is_recorded_with_an_entry_in_the_log(viewer):
    visit = record(viewer, date(2026, 10, 3))

    assert (visit.visited_on, visit.state) == (date(2026, 10, 3), "happened")
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
    write_note(viewer, visit=visit, text="様子を見る", now=NOW)

    remove_visit(viewer, visit=visit, now=NOW)

    assert not Visit.objects.visible_to(viewer).exists()
    assert not VisitNote.objects.visible_to(viewer).exists()
    assert ChangeEvent.objects.visible_to(viewer).filter(action="deleted").exists()


def test_an_appointment_is_planned_and_one_of_a_day_gone_by_has_happened(viewer):
    coming = plan(viewer, local_time=time(10, 30), clinic="架空クリニック", remind=False)
    gone = plan(viewer, date(2026, 11, 21))

    assert (coming.state, coming.local_time, coming.remind) == ("planned", time(10, 30), False)
    assert gone.state == "happened"
    assert plan(viewer, TODAY).state == "planned"


def test_a_day_that_went_by_makes_nothing_happen(viewer):
    visit = plan(viewer)
    then = date(2026, 12, 10)

    assert last_visit_before(viewer, then) is None
    assert build_visits_page(viewer, today=then).unanswered[0].visit == visit
    settle_visit(viewer, visit=visit, state="happened", today=then, now=NOW)

    assert last_visit_before(viewer, then) == IN_TEN_DAYS


def test_recording_a_day_with_an_appointment_makes_that_one_happen(viewer):
    planned = plan(viewer, TODAY, clinic="架空クリニック")

    visit = record(viewer, TODAY)

    assert (visit.pk, visit.state) == (planned.pk, "happened")
    assert Visit.objects.visible_to(viewer).count() == 1


def test_an_appointment_to_come_cannot_have_happened(viewer):
    visit = plan(viewer)

    with pytest.raises(VisitInTheFuture):
        settle(viewer, visit, "happened")


def test_a_visit_that_happened_cannot_be_moved_into_the_future(viewer):
    visit = record(viewer, date(2026, 10, 3))

    with pytest.raises(VisitInTheFuture):
        change_visit(
            viewer, visit=visit, appointment=Appointment(IN_TEN_DAYS), today=TODAY, now=NOW
        )


def test_two_clinics_on_one_day_are_two_visits_and_the_same_one_is_not(viewer):
    plan(viewer, clinic="内科")
    other = plan(viewer, clinic="整形外科")

    with pytest.raises(VisitThereAlready):
        plan(viewer, clinic="内科")
    with pytest.raises(VisitThereAlready):
        change_visit(
            viewer,
            visit=other,
            appointment=Appointment(IN_TEN_DAYS, clinic="内科"),
            today=TODAY,
            now=NOW,
        )


def test_what_was_called_off_comes_back_with_its_questions(viewer):
    visit = plan(viewer, clinic="内科")
    write_questions(viewer, visit=visit, questions=["いつまで続けますか"], now=NOW)
    settle(viewer, visit, "cancelled")
    assert next_visit(viewer, today=TODAY) is None

    again = plan(viewer, clinic="内科", local_time=time(9))

    assert (again.pk, again.state, again.local_time) == (visit.pk, "planned", time(9))
    assert again.questions == ("いつまで続けますか",)


def test_questions_close_their_gaps_and_are_at_most_three(viewer):
    visit = plan(viewer)

    write_questions(viewer, visit=visit, questions=["", " 一 ", "", "二", "三", "四"], now=NOW)

    visit.refresh_from_db()
    assert visit.questions == ("一", "二", "三")
    write_questions(viewer, visit=visit, questions=["三", "", ""], now=NOW)
    assert visit.questions == ("三",)


def test_saving_what_is_there_already_leaves_no_trace(viewer):
    visit = plan(viewer)
    before = logged(viewer)

    write_questions(viewer, visit=visit, questions=["", "", ""], now=NOW)
    change_visit(viewer, visit=visit, appointment=Appointment(IN_TEN_DAYS), today=TODAY, now=NOW)

    assert logged(viewer) == before


def test_a_note_is_written_changed_and_taken_away(viewer):
    visit = record(viewer, TODAY)

    for text in ("血液検査をした", "血液検査をした", "次は12月", " "):
        write_note(viewer, visit=visit, text=text, now=NOW)

    assert note_of(viewer, visit) == ""
    assert [(label, action) for label, action, _ in logged(viewer)][1:] == [
        ("visits.VisitNote", "created"),
        ("visits.VisitNote", "changed"),
        ("visits.VisitNote", "deleted"),
    ]


def test_the_page_has_the_next_visit_first_and_the_newest_past_one_on_top(viewer):
    later, coming = plan(viewer, date(2026, 12, 20)), plan(viewer)
    old, new = record(viewer, date(2026, 9, 1)), record(viewer, date(2026, 10, 3))
    write_note(viewer, visit=new, text="様子を見る", now=NOW)

    page = build_visits_page(viewer, today=TODAY)

    assert page.coming.visit == coming == next_visit(viewer, today=TODAY)
    assert [card.visit for card in page.later] == [later]
    assert [(card.visit, card.note) for card in page.past] == [(new, "様子を見る"), (old, "")]


def test_a_clinician_sees_visits_within_the_grant_and_no_note(viewer):
    visit = record(viewer, date(2026, 10, 3))
    write_note(viewer, visit=visit, text="べつの先生のことも書いた", now=NOW)
    clinician = Viewer(
        Role.CLINICIAN, 1, viewer.patient_id, grant_id=1, categories=frozenset({"visits", "notes"})
    )

    assert Visit.objects.visible_to(clinician).count() == 1
    assert not VisitNote.objects.visible_to(clinician).exists()


def test_the_last_visit_is_the_latest_one_before_the_day(viewer):
    for on in (date(2026, 9, 1), date(2026, 10, 3), TODAY):
        record(viewer, on)

    assert last_visit_before(viewer, TODAY) == date(2026, 10, 3)


def test_without_a_visit_there_is_no_last_one(viewer):
    assert last_visit_before(viewer, TODAY) is None


def test_somebody_elses_visit_is_not_the_last_one(viewer):
    record(on_behalf_of(make_patient().pk), date(2026, 10, 3))

    assert last_visit_before(viewer, TODAY) is None
