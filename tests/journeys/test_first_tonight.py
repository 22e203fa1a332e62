"""What the first Tonight costs on a bad line."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_first_tonight_takes_few_requests(phone, live_server, transactional_db):
    patient = make_patient(first_run_done_at=timezone.now())
    make_plan(patient, first_day=timezone.localdate() - timedelta(days=3))
    sign_in(phone, patient.user, live_server.url)

    phone.goto("/tonight/", wait_until="load")
    # The browser fetches the icon when it likes, also after everything else.
    phone.wait_for_function(
        "performance.getEntriesByType('resource').some((one) => one.name.endsWith('icon.svg'))"
    )
    loaded = phone.evaluate(
        "performance.getEntriesByType('resource').filter((one) => one.initiatorType !== 'fetch')"
        ".map((one) => new URL(one.name).pathname)"
    )

    assert sorted(loaded) == [
        "/static/css/app.css",
        "/static/django_htmx/htmx-2.min.js",
        "/static/icons/icon.svg",
        "/static/js/answers.js",
        "/static/js/note.js",
    ]
