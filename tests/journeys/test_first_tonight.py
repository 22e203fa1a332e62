"""What the first Tonight costs on a bad line."""

from datetime import timedelta

import pytest
from django.utils import timezone

from tests.days import today_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_first_tonight_takes_few_requests(phone, live_server, transactional_db):
    patient = make_patient(first_run_done_at=timezone.now())
    make_plan(patient, first_day=today_of(patient) - timedelta(days=3))
    sign_in(phone, patient.user, live_server.url)

    phone.goto("/tonight/", wait_until="load")
    loaded = phone.evaluate(
        "performance.getEntriesByType('resource').filter((one) => one.initiatorType !== 'fetch')"
        ".map((one) => new URL(one.name).pathname)"
    )

    # The browser fetches the icon when it likes, also after everything else.
    assert sorted(one for one in loaded if one != "/static/icons/icon.svg") == [
        "/static/css/app.css",
        "/static/django_htmx/htmx-2.min.js",
        "/static/js/answers.js",
        "/static/js/note.js",
    ]
