"""Many diaries read at once give exactly what each grant gives alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from diary.doses.models import Regimen
from diary.symptoms.models import DayNote, Sleep, SymptomRating
from diary.visits.models import Visit
from ldn_app.access.models import AccessEvent, ShareCategory, ShareGrant
from ldn_app.access.privacy import patient_owned_models
from ldn_app.access.records import UnscopedAccess
from ldn_app.access.viewer import NOBODY, Role, Viewer, on_behalf_of, viewer_through
from tests.factories.entries import make_note, make_sleep, make_symptom, rate
from tests.factories.people import make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)  # noon in Tokyo, still the night of the 21st in Hawaii
TODAY = date(2026, 11, 22)
DAYS = [TODAY - timedelta(days=back) for back in (0, 1, 6, 7, 29, 30, 200)]
MODELS = (Regimen, SymptomRating, Sleep, DayNote, Visit)
ZONES = ("Asia/Tokyo", "Pacific/Honolulu", "Asia/Tokyo")
READER = 99

spans = some.one_of(
    some.just({}),
    some.builds(lambda count: {"rolling_days": count}, some.sampled_from([1, 7, 8, 30])),
    some.builds(
        lambda ends: dict(zip(("first_day", "last_day"), sorted(ends), strict=True)),
        some.tuples(some.sampled_from(DAYS), some.sampled_from(DAYS)),
    ),
    some.builds(lambda first: {"first_day": first}, some.sampled_from(DAYS)),
    some.builds(lambda last: {"last_day": last}, some.sampled_from(DAYS)),
)
terms = some.fixed_dictionaries(
    {
        "categories": some.lists(some.sampled_from(ShareCategory.values), unique=True),
        "days": spans,
    }
)
# None: this patient shares nothing with the reader.
offers = some.tuples(*[some.none() | terms for _ in ZONES])


@pytest.fixture
def patients(db):
    """Diaries with a row of every kind on every day."""
    people = [make_patient(time_zone=zone) for zone in ZONES]
    for patient in people:
        symptom, viewer = make_symptom(patient, "だるさ"), on_behalf_of(patient.pk)
        make_plan(patient)
        for day in DAYS:
            rate(symptom, day, 3)
            make_sleep(patient, day, quality=5)
            make_note(patient, day, "メモ")
            Visit.objects.create_for(viewer, visited_on=day, recorded_at=NOW)
    return people


def through(patient, offer):
    grant = ShareGrant(
        patient=patient,
        kind="clinic",
        categories=offer["categories"],
        created_at=NOW - timedelta(days=1),
        expires_at=NOW + timedelta(days=1),
        **offer["days"],
    )
    grant.pk = patient.pk
    return viewer_through(grant, user_id=READER, now=NOW)


@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(offers=offers)
def test_together_is_what_each_grant_gives_alone(patients, offers):
    viewers = [
        through(patient, offer)
        for patient, offer in zip(patients, offers, strict=True)
        if offer is not None
    ]

    for model in MODELS:
        alone = [row.pk for viewer in viewers for row in model.objects.visible_to(viewer)]
        together = [row.pk for row in model.objects.visible_through(viewers)]

        assert sorted(together) == sorted(alone)


@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(offers=offers, day=some.sampled_from(DAYS))
def test_a_narrowed_viewer_reads_a_part_of_what_they_may(patients, offers, day):
    viewers = [
        through(patient, offer)
        for patient, offer in zip(patients, offers, strict=True)
        if offer is not None
    ]
    narrowed = [viewer.from_day(day) for viewer in viewers]

    for model in (SymptomRating, Sleep, DayNote, Visit):
        of_days = {f"{model.share_day_field}__gte": day}
        wide = model.objects.visible_through(viewers).filter(**of_days)
        narrow = model.objects.visible_through(narrowed)

        assert sorted(row.pk for row in narrow) == sorted(row.pk for row in wide)


def everything(patient):
    return through(patient, {"categories": list(ShareCategory.values), "days": {}})


@pytest.mark.django_db
@pytest.mark.parametrize("model", list(patient_owned_models()), ids=lambda model: model.__name__)
def test_every_model_asks_for_its_category(model, django_assert_num_queries):
    viewers = [everything(make_patient()), everything(make_patient())]

    with django_assert_num_queries(1 if model.share_category else 0):
        assert list(model.objects.visible_through(viewers)) == []


@pytest.mark.django_db
def test_what_is_never_shared_does_not_come():
    patient = make_patient()
    make_grant(patient, make_clinician())

    for model in (ShareGrant, AccessEvent):
        assert not model.objects.visible_through([everything(patient)]).exists()


@pytest.mark.django_db
def test_nobody_reads_nothing(patients):
    assert not Sleep.objects.visible_through([]).exists()


@pytest.mark.parametrize(
    "viewer",
    [
        NOBODY,
        on_behalf_of(1),
        Viewer(Role.CLINICIAN, READER),
        Viewer(Role.READER, READER, 1, categories=None),
    ],
    ids=["nobody", "patient", "clinician", "without a grant"],
)
def test_a_viewer_without_a_grant_is_refused(viewer):
    with pytest.raises(UnscopedAccess):
        Sleep.objects.visible_through([viewer])


@pytest.mark.django_db
def test_two_grants_of_one_patient_are_refused():
    patient = make_patient()

    with pytest.raises(UnscopedAccess):
        Sleep.objects.visible_through([everything(patient), everything(patient)])


@pytest.mark.django_db
def test_rows_read_this_way_cannot_be_written():
    rows = Visit.objects.visible_through([everything(make_patient())])

    with pytest.raises(UnscopedAccess):
        rows.create(visited_on=TODAY, recorded_at=NOW)


@pytest.mark.django_db
def test_four_hundred_grants_with_days_of_their_own(patients):
    viewers = [
        Viewer(
            Role.READER,
            READER,
            10**6 + number,
            grant_id=number + 1,
            categories=frozenset(["sleep"]),
            first_day=TODAY - timedelta(days=number),
        )
        for number in range(400)
    ]

    assert not Sleep.objects.visible_through([*viewers]).exists()
    assert Sleep.objects.visible_through([*viewers, everything(patients[0])]).count() == len(DAYS)
