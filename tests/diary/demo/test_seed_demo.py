"""The demo: invented people, the same ones every time, and never in production."""

import re
from datetime import date, datetime, time
from io import StringIO

import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.utils import timezone

from diary.comments.models import Comment
from diary.demo.diary_rows import TOKYO
from diary.demo.neighbours import COLLEAGUES, NEIGHBOURS
from diary.demo.people import DOCTORS, PERSONAS
from diary.demo.seeding import seed_demo
from diary.doses.models import Dose
from diary.labs.models import LabResult
from diary.medications.models import OpioidAnswer, OtherMedicine
from diary.questionnaires.models import Response
from diary.sharing.patient_list.build import build_patient_list
from diary.sharing.patient_list.order import ListRule
from diary.supply.models import Supply
from diary.symptoms.domain.library import effect_kinds
from diary.symptoms.models import SideEffect, SymptomRating
from ldn_app.access.grants import live_grants, waiting_grants
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Clinic, Clinician, Patient, User
from ldn_app.settings import base
from tests.factories.people import forget_demo_people

TODAY = date(2026, 11, 22)
EVERYBODY = (*PERSONAS, *DOCTORS, *COLLEAGUES, *(one.persona for one in NEIGHBOURS))

# One worker, so that what the tests share is made once.
pytestmark = [pytest.mark.django_db, pytest.mark.long, pytest.mark.xdist_group("demo people")]


def seed(today=TODAY):
    out = StringIO()
    call_command("seed_demo", today=today, stdout=out)
    return out.getvalue()


def doses_of(key):
    patient = Patient.objects.get(user__email=f"{key}@demo.example")
    rows = Dose.objects.visible_to(on_behalf_of(patient.pk)).order_by("dose_day")
    return list(rows.values_list("dose_day", "status", "taken_at", "filled_later"))


def rows_of(model, key):
    patient = Patient.objects.get(user__email=f"{key}@demo.example")
    return model.objects.visible_to(on_behalf_of(patient.pk))


@pytest.fixture(scope="module")
def seeded(django_db_setup, django_db_blocker):
    """The demo people, for the tests that only look; taken away again at the end."""
    with django_db_blocker.unblock():
        told = seed()
        yield told
        forget_demo_people()


def test_it_says_who_they_are_and_how_to_sign_in(seeded):
    assert all(person.email in seeded for person in EVERYBODY)
    assert re.search(r"パスワード.*: \S{10,}", seeded)
    assert "/dev/mail/" in seeded


def test_the_password_that_was_printed_opens_the_door(seeded):
    password = re.search(r"パスワード.*: (\S+)", seeded)[1]

    users = User.objects.filter(email__endswith="@demo.example")

    assert len(users) == len(EVERYBODY) == 17
    assert all(user.check_password(password) for user in users)
    verified = EmailAddress.objects.filter(email__endswith="@demo.example", verified=True)
    assert verified.count() == 17


def test_a_clinic_has_a_morning_full_of_patients_and_another_has_one(seeded):
    looks = {
        key: live_grants(clinician_of(key).user_id, now=timezone.now())
        for key in ("aoki", "inoue", "midori")
    }

    assert Patient.objects.filter(user__email__endswith="@demo.example").count() == 14
    assert {key: len(found) for key, found in looks.items()} == {
        "aoki": 10,
        "inoue": 10,
        "midori": 1,
    }
    assert len({tuple(grant.categories) for grant in looks["aoki"]}) == 3
    assert waiting_grants(clinician_of("aoki").user_id, now=timezone.now()).count() == 1


def test_each_rule_of_the_order_finds_somebody():
    noon = datetime.combine(TODAY, time(12), tzinfo=TOKYO)
    seed_demo(today=TODAY, password="x", now=noon)

    patients = build_patient_list(clinician_of("aoki").user_id, typed="", now=noon)

    assert {line.place for line in patients.lines} == set(ListRule)


def test_everybody_says_that_they_are_a_sample(seeded):
    users = User.objects.filter(email__endswith="@demo.example")

    names = [getattr(user, "patient", None) or user.clinician for user in users]

    assert all("見本" in str(getattr(row, "display_name", "") or row.name) for row in names)


def test_the_clinics_of_last_time_are_closed(seeded):
    code = Clinic.objects.get(members__clinician=clinician_of("midori")).code

    seed()

    assert Clinic.objects.get(code=code).closed_at is not None
    assert Clinic.objects.filter(name__contains="みどり", closed_at=None).count() == 1


def clinician_of(key):
    return Clinician.objects.get(user__email=f"{key}@demo.example")


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.key)
def test_a_diary_ends_yesterday_and_is_as_long_as_its_story(seeded, persona):
    days = [day for day, *_ in doses_of(persona.key)]

    assert max(days) < TODAY
    assert (TODAY - min(days)).days <= persona.nights
    assert 0.6 * persona.nights <= len(days) <= persona.nights


def test_the_stories_hold_what_real_diaries_hold(seeded):
    doses = doses_of("aoi")

    assert {status for _, status, _, _ in doses} == {"taken", "skipped"}
    assert any(later for *_, later in doses)
    assert any(taken_at is None and status == "taken" for _, status, taken_at, _ in doses)
    assert rows_of(SideEffect, "mio").exclude(kind="none_today").exists()


def test_every_side_effect_is_one_that_the_list_knows(seeded):
    kinds = set(rows_of(SideEffect, "yuki").values_list("kind", flat=True))

    assert kinds <= {"none_today", *effect_kinds()}


@pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona.key)
def test_everybody_copied_slips_and_chose_their_ps(seeded, persona):
    slips = rows_of(LabResult, persona.key)
    scores = rows_of(Response, persona.key)

    assert slips.exclude(item_key="").exists()
    assert slips.filter(item_key="").exists()
    assert scores.filter(instrument="ps").exists()
    assert max(scores.values_list("answered_on", flat=True)) < TODAY
    assert rows_of(Supply, persona.key).exists()


def test_the_doctors_people_wrote_down_other_medicines_and_answered_about_opioids(seeded):
    for key in ("mio", "aoi"):
        assert rows_of(OtherMedicine, key).exists()
        assert rows_of(OpioidAnswer, key).latest("answered_on").answer == "none"


def test_running_it_again_replaces_the_people_with_the_same_diaries(seeded):
    before = doses_of("mio"), list(rows_of(SymptomRating, "mio").values_list("day", "score"))

    seed()

    after = doses_of("mio"), list(rows_of(SymptomRating, "mio").values_list("day", "score"))
    assert after == before
    assert User.objects.filter(email__endswith="@demo.example").count() == 17


def test_production_has_neither_the_room_nor_the_permission():
    assert "diary.demo" not in base.INSTALLED_APPS
    assert base.DEMO_PEOPLE_ALLOWED is False


def test_the_command_refuses_without_the_permission(settings):
    settings.DEMO_PEOPLE_ALLOWED = False
    before = User.objects.count()

    with pytest.raises(CommandError):
        seed()

    assert User.objects.count() == before


def test_a_doctor_wrote_to_somebody_who_has_not_read_it(seeded):
    wrote = {doctor.patient_key: doctor for doctor in DOCTORS if doctor.comments}

    for key, doctor in wrote.items():
        comment = rows_of(Comment, key).get()
        assert (comment.author_name, comment.clinic_name) == (doctor.name, doctor.institution)
        assert comment.text in doctor.comments
        assert comment.read_at is None
    assert wrote
