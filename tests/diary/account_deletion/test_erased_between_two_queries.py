"""A record that is erased in the middle of a request: after each of its queries in turn."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from django.test import Client

from ldn_app.accounts.models import User
from tests.architecture.test_addresses import (
    ACCOUNT,
    ADDRESSES,
    PATIENT,
    PERSON,
    WITHOUT_SIGN_IN,
    make_scene,
)
from tests.cast import sign_in

# One worker, so that the scene is made once.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.xdist_group("erased between two queries"),
]

OWN = {ACCOUNT, PATIENT, PERSON}
SIGNED_IN = [route for route, (whom, _) in ADDRESSES.items() if whom not in WITHOUT_SIGN_IN]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)


@pytest.mark.parametrize("route", SIGNED_IN)
def test_a_request_whose_record_goes_ends_in_words(scene, route):
    cast, names = scene
    audience, method = ADDRESSES[route]
    address = "/" + route
    for name, value in names.items():
        address = address.replace(name, value)
    browser = Client(raise_request_exception=False)
    sign_in(browser, cast, "patient" if audience in OWN else "clinician")

    broken, after = [], 1
    while True:
        with transaction.atomic(), erasing(cast.patient.user_id, after=after) as came_to_it:
            status = getattr(browser, method.lower())(address).status_code
            # An erasure that the request took back with its own changes is none: in a second
            # connection it would have waited for the lock, or would stand.
            stands = not User.objects.filter(pk=cast.patient.user_id).exists()
            transaction.set_rollback(True)
        if not came_to_it:
            break
        if status >= 500 and stands:
            broken.append(after)
        after += 1

    assert broken == []


@contextmanager
def erasing(user_id: int, *, after: int) -> Iterator[list[str]]:
    """Erase the user when ``after`` SELECTs are through; yields the last of them once it is."""
    seen, came_to_it = [], []

    def hook(execute, sql, params, many, context):
        answer = execute(sql, params, many, context)
        if sql.startswith("SELECT") and len(seen) < after:
            seen.append(sql)
            if len(seen) == after:
                came_to_it.append(sql)
                User.objects.filter(pk=user_id).delete()
        return answer

    with connection.execute_wrapper(hook):
        yield came_to_it
