"""The patient reads every opening, also the first of very many."""

import re
from datetime import timedelta

import pytest

from ldn_app.access.models import AccessEvent
from tests.cast import sign_in_by
from tests.factories.people import LONG_AGO, make_clinician, make_grant, make_patient

pytestmark = pytest.mark.django_db
OPENINGS = 205


@pytest.fixture
def grant():
    patient = make_patient()
    grant = make_grant(patient, make_clinician())
    make_events(grant)
    return grant


def make_events(grant, names="閲覧者"):
    AccessEvent.objects.unscoped(reason="test").bulk_create(
        AccessEvent(
            patient=grant.patient,
            grant=grant,
            reader_name=f"{names}{number}番",
            kind="reader_summary",
            at=LONG_AGO + timedelta(minutes=number),
        )
        for number in range(OPENINGS)
    )


@pytest.mark.parametrize("page", ["log", "grant"])
def test_every_line_stands_on_some_page_once(client, grant, page):
    other = make_grant(grant.patient, make_clinician())
    if page == "grant":
        make_events(other, names="ほか")
    sign_in_by(client, grant.patient.user, "code")
    address = "/sharing/log/" if page == "log" else f"/sharing/{grant.public_id}/"

    read = []
    while address:
        answer = client.get(address)
        read += re.findall(r"閲覧者(\d+)番", answer.text)
        onward = re.search(r'href="(\?page=\d+)" *rel="next"', answer.text)
        address = answer.request["PATH_INFO"] + onward.group(1) if onward else None

    assert read == [str(number) for number in reversed(range(OPENINGS))]


@pytest.mark.parametrize("number", ["0", "99", "abc", "-1"])
def test_a_page_that_is_not_there_is_the_nearest(client, grant, number):
    sign_in_by(client, grant.patient.user, "code")

    assert "閲覧者" in client.get("/sharing/log/", {"page": number}).text
