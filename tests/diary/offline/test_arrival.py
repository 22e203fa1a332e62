"""Answers that a phone sends twice, or later than they were made."""

from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from diary.doses.models import Dose
from diary.doses.services.answers import record_dose_taken
from diary.offline.arrival import NotAcceptable, owner_mark, read_arrival
from diary.offline.models import ReplayedAnswer
from diary.symptoms.models import SymptomRating
from ldn_app.access.viewer import on_behalf_of
from ldn_app.clock import clock_of
from tests.factories.check_ins import make_symptom
from tests.factories.people import make_patient
from tests.factories.plans import make_plan, plan_again

NOW = datetime(2026, 11, 22, 13, 30, tzinfo=UTC)  # 22:30 in Japan


@pytest.fixture
def patient(db):
    patient = make_patient()
    make_plan(patient)
    return patient


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


@pytest.fixture
def phone(client, patient):
    client.force_login(patient.user)
    return client


def milliseconds(moment):
    return int(moment.timestamp() * 1000)


def kept(patient, *, made_at=NOW, sent_at=NOW, **said):
    return {
        "client_id": str(uuid4()),
        "owner": owner_mark(patient.pk),
        "made_at": milliseconds(made_at),
        "sent_at": milliseconds(sent_at),
        **said,
    }


def test_an_answer_keeps_the_moment_it_was_made(phone, patient, viewer):
    made = NOW - timedelta(hours=11)
    answer = kept(patient, made_at=made, right_now="1")

    with time_machine.travel(NOW, tick=False):
        reply = phone.post("/tonight/2026-11-22/take/", answer, headers={"HX-Request": "true"})

    assert reply.status_code == 200
    (dose,) = Dose.objects.visible_to(viewer)
    assert (dose.taken_at, dose.recorded_at, dose.filled_later) == (made, made, False)


def test_a_phone_whose_clock_is_wrong_still_tells_the_right_moment(patient):
    wrong = timedelta(days=400)
    made, sent = NOW - timedelta(minutes=7) + wrong, NOW + wrong

    arrival = read_arrival(kept(patient, made_at=made, sent_at=sent), now=NOW)

    assert arrival.made_at == NOW - timedelta(minutes=7)


@pytest.mark.parametrize("waited", [timedelta(seconds=-1), timedelta(days=14, seconds=1)])
def test_the_future_and_what_waited_too_long_are_refused(patient, waited):
    with pytest.raises(NotAcceptable):
        read_arrival(kept(patient, made_at=NOW - waited), now=NOW)


@pytest.mark.parametrize(
    "broken",
    [{"client_id": "7"}, {"made_at": "x"}, {"sent_at": ""}, {"made_at": "9" * 400}],
    ids=str,
)
def test_what_no_phone_of_ours_says_is_refused(phone, patient, viewer, broken):
    answer = kept(patient, right_now="1") | broken

    assert phone.post("/tonight/2026-11-22/take/", answer).status_code == 422
    assert not Dose.objects.visible_to(viewer).exists()


def test_the_same_answer_twice_is_one_answer_even_after_it_was_taken_back(phone, patient, viewer):
    take, undo = kept(patient, right_now="1"), kept(patient)
    with time_machine.travel(NOW, tick=False):
        phone.post("/tonight/2026-11-22/take/", take)
        phone.post("/tonight/2026-11-22/undo/", undo)

        reply = phone.post("/tonight/2026-11-22/take/", take)

    assert reply.status_code == 204
    assert not Dose.objects.visible_to(viewer).exists()
    assert ReplayedAnswer.objects.visible_to(viewer).count() == 2


def test_an_answer_that_was_asked_about_may_come_again(phone, patient, viewer):
    yesterday = date(2026, 11, 21)
    plan = plan_again(patient, yesterday)
    taken_at = NOW - timedelta(hours=3)
    record_dose_taken(viewer, plan=plan, dose_day=yesterday, taken_at=taken_at, now=NOW)
    answer = kept(patient, right_now="1")
    direct = {name: answer[name] for name in ("client_id", "owner", "right_now")}
    with time_machine.travel(NOW, tick=False):
        reply = phone.post("/tonight/2026-11-22/take/", direct, headers={"HX-Request": "true"})
        assert "このまま記録しますか" in reply.content.decode()
        assert not Dose.objects.visible_to(viewer).filter(dose_day="2026-11-22").exists()

        # The question was lost on its way; nobody is there to be asked again.
        phone.post("/tonight/2026-11-22/take/", answer)

    assert Dose.objects.visible_to(viewer).filter(dose_day="2026-11-22").exists()


def test_an_answer_of_somebody_else_who_used_this_phone_is_not_taken(phone, patient, viewer):
    answer = kept(make_patient(), right_now="1")

    assert phone.post("/tonight/2026-11-22/take/", answer).status_code == 409
    assert not Dose.objects.visible_to(viewer).exists()


def test_a_refused_answer_leaves_no_note_and_may_come_again(phone, patient, viewer):
    answer = kept(patient, made_at=NOW - timedelta(days=2), right_now="1")
    with time_machine.travel(NOW, tick=False):
        reply = phone.post("/tonight/2026-11-22/take/", answer)

    assert reply.status_code == 422
    assert not ReplayedAnswer.objects.visible_to(viewer).exists()


def test_a_check_in_that_waited_is_not_marked_as_filled_later(phone, patient, viewer):
    symptom = make_symptom(patient, name="だるさ")
    made = NOW - timedelta(days=3)
    day = clock_of(patient).day_of(made)
    key = f"symptom-{symptom.pk}"
    answer = kept(patient, made_at=made, answer=key, **{key: "6"})

    with time_machine.travel(NOW, tick=False):
        address = reverse("symptoms:check_in_day", args=[day])
        reply = phone.post(address, answer, headers={"HX-Request": "true"})

    assert reply.status_code == 200
    (rating,) = SymptomRating.objects.visible_to(viewer)
    assert (rating.score, rating.day, rating.filled_later) == (6, day, False)


def test_without_a_client_id_nothing_is_different(phone, patient, viewer):
    today = clock_of(patient).day_of(timezone.now())

    phone.post(f"/tonight/{today}/take/", {"right_now": "1"})

    assert Dose.objects.visible_to(viewer).count() == 1
    assert not ReplayedAnswer.objects.visible_to(viewer).exists()
