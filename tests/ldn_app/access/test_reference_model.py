"""For random grants and rows a reader gets exactly what ten plain lines say."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from diary.symptoms.models import DayNote, Sleep, SymptomRating
from diary.visits.models import Visit
from ldn_app.access.grants import live_grant
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import GrantNotLive, on_behalf_of, viewer_through
from ldn_app.accounts.models import ClinicMember
from tests.factories.entries import make_note, make_sleep, make_symptom, rate
from tests.factories.people import make_clinician, make_grant, make_invitation, make_patient

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)  # noon in Tokyo
TODAY = date(2026, 11, 22)
DAYS = [TODAY - timedelta(days=back) for back in (0, 1, 6, 7, 29, 30, 200)]
MODELS = {"symptoms": SymptomRating, "sleep": Sleep, "notes": DayNote, "visits": Visit}
DAY_OF = {Visit: "visited_on"}

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
grants = some.fixed_dictionaries(
    {
        "kind": some.sampled_from(["clinic", "person"]),
        "categories": some.lists(some.sampled_from(ShareCategory.values), unique=True),
        "accepted_at": some.none() | some.just(NOW - timedelta(days=1)),
        "revoked_at": some.none() | moments.filter(lambda at: at <= NOW),
        "created_at": moments,
        "expires_at": moments,
        "days": stretches,
        "who": some.sampled_from(["reader", "stranger", "removed"]),
    }
).filter(lambda grant: grant["created_at"] < grant["expires_at"])


def reference(grant, category, day) -> bool:
    """The whole of sharing."""
    days = grant["days"]
    if "rolling_days" in days:
        days = {"first_day": TODAY - timedelta(days=days["rolling_days"] - 1)}
    mine = grant["who"] == "reader" or (grant["who"] == "removed" and grant["kind"] == "person")
    taken = grant["accepted_at"] is not None and grant["revoked_at"] is None
    runs = grant["created_at"] <= NOW < grant["expires_at"]
    named = category in grant["categories"]
    inside = days.get("first_day", date.min) <= day <= days.get("last_day", date.max)
    return mine and taken and runs and named and inside


@pytest.fixture
def people(db):
    """A diary with a row of every kind on every day, a clinician, and a stranger's diary."""
    patient, other = make_patient(), make_patient()
    for owner in (patient, other):
        symptom, viewer = make_symptom(owner, "だるさ"), on_behalf_of(owner.pk)
        for day in DAYS:
            rate(symptom, day, 3)
            make_sleep(owner, day, quality=5)
            make_note(owner, day, "メモ")
            Visit.objects.create_for(viewer, visited_on=day, recorded_at=NOW)
    return patient, make_clinician(), make_clinician()


def what_is_read(patient, grant, user_id) -> set:
    try:
        found = live_grant(grant.public_id, user_id=user_id, now=NOW)
        viewer = viewer_through(found, user_id=user_id, now=NOW)
    except GrantNotLive:
        return set()
    return {
        (category, getattr(row, DAY_OF.get(model, "day")))
        for category, model in MODELS.items()
        for row in model.objects.visible_to(viewer)
        if row.patient_id == patient.pk or pytest.fail("a row of somebody else")
    }


def stored(patient, clinician, grant):
    columns = {name: value for name, value in grant.items() if name not in {"kind", "days", "who"}}
    columns |= grant["days"]
    if grant["kind"] == "person":
        reader = clinician.user
        return make_invitation(patient, reader.email, reader=reader, **columns)
    return make_grant(patient, clinician, **columns)


@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(grant=grants)
def test_a_reader_gets_what_the_reference_says(people, grant):
    patient, clinician, stranger = people
    row = stored(patient, clinician, grant)
    removed_at = NOW if grant["who"] == "removed" else None
    ClinicMember.objects.filter(clinician=clinician).update(removed_at=removed_at)
    user_id = stranger.user_id if grant["who"] == "stranger" else clinician.user_id

    read = what_is_read(patient, row, user_id)

    assert read == {
        (category, day) for category in MODELS for day in DAYS if reference(grant, category, day)
    }
