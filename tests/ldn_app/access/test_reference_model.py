"""For random grants and rows a reader gets exactly what ten plain lines say."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from diary.doses.models import RegimenEvent
from diary.visits.models import Visit
from ldn_app.access.grants import live_grant
from ldn_app.access.models import ShareCategory
from ldn_app.access.privacy import patient_owned_models
from ldn_app.access.viewer import GrantNotLive, on_behalf_of, viewer_through
from ldn_app.accounts.models import ClinicMember
from tests.factories.entries import (
    make_dose,
    make_note,
    make_side_effect,
    make_sleep,
    make_symptom,
    rate,
)
from tests.factories.papers import (
    make_medicine,
    make_opioid_answer,
    make_result,
    make_score,
    make_supply,
)
from tests.factories.people import make_clinician, make_grant, make_invitation, make_patient
from tests.factories.plans import make_plan

# 05:00 of the 22nd in Tokyo, 10:00 there in Kiritimati, 10:00 of the 21st in Honolulu.
NOW = datetime(2026, 11, 21, 20, tzinfo=UTC)
DAYS = [date(2026, 11, 22) - timedelta(days=back) for back in (0, 1, 2, 6, 7, 8, 29, 30, 31, 200)]
EVERY_DAY = date.min  # stands for the day of a row that belongs to none

moments = some.sampled_from([NOW + timedelta(seconds=seconds) for seconds in (-60, -1, 0, 1, 60)])
stretches = some.one_of(
    some.just({}),
    some.builds(lambda count: {"rolling_days": count}, some.sampled_from([1, 7, 8, 30])),
    some.builds(
        lambda ends: dict(zip(("first_day", "last_day"), sorted(ends), strict=True)),
        some.tuples(some.sampled_from(DAYS), some.sampled_from(DAYS)),
    ),
    some.builds(lambda first: {"first_day": first}, some.sampled_from(DAYS)),
)
# Most grants are open, or else few examples would tell which rows an open one shows.
grants = some.fixed_dictionaries(
    {
        "kind": some.sampled_from(["clinic", "person"]),
        "categories": some.lists(some.sampled_from(ShareCategory.values), unique=True),
        "accepted_at": some.sampled_from([*[NOW - timedelta(days=1)] * 4, None]),
        "revoked_at": some.sampled_from([*[None] * 4, NOW - timedelta(seconds=1), NOW]),
        "created_at": moments,
        "expires_at": moments,
        "days": stretches,
        "who": some.sampled_from(["reader", "reader", "reader", "stranger", "removed"]),
        "zone": some.sampled_from(["Asia/Tokyo", "Pacific/Honolulu", "Pacific/Kiritimati"]),
        "day_starts_at": some.sampled_from([time(0), time(4), time(6), time(11)]),
    }
).filter(lambda grant: grant["created_at"] < grant["expires_at"])


def reference(grant, category, day) -> bool:
    """The whole of sharing."""
    days = grant["days"]
    if "rolling_days" in days:
        here = NOW.astimezone(ZoneInfo(grant["zone"]))
        today = here.date() - timedelta(days=here.time() < grant["day_starts_at"])
        days = {"first_day": today - timedelta(days=days["rolling_days"] - 1)}
    mine = grant["who"] == "reader" or (grant["who"] == "removed" and grant["kind"] == "person")
    taken = grant["accepted_at"] is not None and grant["revoked_at"] is None
    runs = grant["created_at"] <= NOW < grant["expires_at"]
    named = category in grant["categories"]
    inside = days.get("first_day", date.min) <= day <= days.get("last_day", date.max)
    return mine and taken and runs and named and (day == EVERY_DAY or inside)


def write_diary(owner) -> None:
    """Rows of every model that can be shared; those that belong to a day on each of DAYS."""
    plan, symptom = make_plan(owner, first_day=DAYS[-1]), make_symptom(owner, "だるさ")
    viewer = on_behalf_of(owner.pk)
    make_medicine(owner)
    make_opioid_answer(owner, DAYS[0])
    for day in DAYS:
        line = {"kind": "hold", "on_day": day, "amount_mg": "1.5", "recorded_at": NOW}
        RegimenEvent.objects.create_for(viewer, regimen=plan.regimen, **line)
        make_dose(plan, day)
        rate(symptom, day, 3)
        make_sleep(owner, day, quality=5)
        make_side_effect(owner, day, "headache", "mild")
        make_note(owner, day, "メモ")
        make_result(owner, day)
        make_score(owner, day)
        make_supply(owner, day)
        Visit.objects.create_for(viewer, visited_on=day, recorded_at=NOW)


@pytest.fixture
def people(db):
    """A full diary, a clinician, a stranger, and a stranger's full diary."""
    patient, other = make_patient(), make_patient()
    for owner in (patient, other):
        write_diary(owner)
    return patient, make_clinician(), make_clinician()


def day_of(row) -> date:
    field = type(row).share_day_field
    return getattr(row, field) if field else EVERY_DAY


def what_is_read(patient, grant, user_id) -> set:
    try:
        found = live_grant(grant.public_id, user_id=user_id, now=NOW)
        viewer = viewer_through(found, user_id=user_id, now=NOW)
    except GrantNotLive:
        return set()
    return {
        (model, day_of(row))
        for model in patient_owned_models()
        for row in model.objects.visible_to(viewer)
        if row.patient_id == patient.pk or pytest.fail("a row of somebody else")
    }


def stored(patient, clinician, grant):
    names = ("categories", "accepted_at", "revoked_at", "created_at", "expires_at")
    columns = {name: grant[name] for name in names} | grant["days"]
    if grant["kind"] == "person":
        reader = clinician.user
        return make_invitation(patient, reader.email, reader=reader, **columns)
    return make_grant(patient, clinician, **columns)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(grant=grants)
def test_a_reader_gets_what_the_reference_says(people, grant):
    patient, clinician, stranger = people
    patient.time_zone, patient.day_starts_at = grant["zone"], grant["day_starts_at"]
    patient.save()
    row = stored(patient, clinician, grant)
    removed_at = NOW if grant["who"] == "removed" else None
    ClinicMember.objects.filter(clinician=clinician).update(removed_at=removed_at)
    user_id = stranger.user_id if grant["who"] == "stranger" else clinician.user_id

    read = what_is_read(patient, row, user_id)

    assert read == {
        (model, day)
        for model in patient_owned_models()
        for day in (DAYS if model.share_day_field else [EVERY_DAY])
        if reference(grant, model.share_category, day)
    }


@pytest.mark.django_db
def test_the_diary_has_a_row_of_every_model_of_every_category(people):
    patient, *_ = people
    everything = on_behalf_of(patient.pk)
    shared = [model for model in patient_owned_models() if model.share_category]

    assert {model.share_category for model in shared} == set(ShareCategory.values)
    for model in shared:
        days = {day_of(row) for row in model.objects.visible_to(everything)}
        assert days == (set(DAYS) if model.share_day_field else {EVERY_DAY}), model
