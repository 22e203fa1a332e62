"""An erasure while the patient's other tab writes and a reader looks on: it always ends well."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from diary.account_deletion.services import erase_account
from ldn_app.accounts.models import User
from ldn_app.clock import clock_of
from tests.at_once import at_once
from tests.cast import sign_in_twice
from tests.factories.check_ins import make_symptom
from tests.factories.people import make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db(transaction=True)

DELETE = "/settings/delete/"
AT_ONCE = {"when": "now", "understood": "on"}
ROUNDS = 12  # of writing and reading in each other browser while the erasure runs


@pytest.mark.parametrize("attempt", range(3))
def test_an_erasure_ends_while_a_reader_polls_and_another_tab_writes(attempt):
    patient, doctor = make_patient(), make_clinician()
    today = clock_of(patient).day_of(timezone.now())
    make_plan(patient, first_day=today - timedelta(days=3))
    symptom = make_symptom(patient, name="だるさ")
    grant = make_grant(patient, doctor)
    statuses = {"phone": [], "tab": [], "reader": []}

    def browser(name, user, *requests):
        client = Client(raise_request_exception=False)
        sign_in_twice(client, user)

        def run():
            for method, address, values in requests:
                statuses[name].append(getattr(client, method)(address, values).status_code)

        return run

    yesterday = (today - timedelta(days=1)).isoformat()
    answers = {f"symptom-{symptom.pk}": "3"}
    writes = [
        ("post", f"/tonight/{yesterday}/skip/", {}),
        ("post", f"/check-in/{today}/", answers),
        ("post", f"/tonight/{yesterday}/undo/", {}),
    ]
    errors = at_once(
        browser("phone", patient.user, ("post", DELETE, AT_ONCE)),
        browser("tab", patient.user, *writes * ROUNDS),
        browser("reader", doctor.user, *[("get", f"/shared/{grant.public_id}/", {})] * ROUNDS),
    )

    assert errors == []
    assert statuses["phone"] == [302]
    assert not User.objects.filter(pk=patient.user_id).exists()
    assert [status for found in statuses.values() for status in found if status >= 500] == []


def test_two_erasures_at_the_same_moment_leave_one_tombstone():
    patient = make_patient()
    made = []

    def erase():
        made.append(erase_account(patient.user_id, now=timezone.now()))

    assert at_once(erase, erase) == []
    assert len([one for one in made if one is not None]) == 1
