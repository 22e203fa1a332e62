"""A record that is erased in the middle of a request: after each of its queries in turn."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from itertools import count

import pytest
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client

from ldn_app.accounts.models import User
from tests.architecture.test_addresses import (
    ACCOUNT,
    ADDRESSES,
    PATIENT,
    PERSON,
    VISITOR,
    WITHOUT_SIGN_IN,
    address_of,
    make_scene,
)
from tests.cast import come_in, make_visitors, sign_in
from tests.factories.people import make_health_link

# One worker, so that the scene is made once.
pytestmark = [
    pytest.mark.django_db,
    pytest.mark.once,
    pytest.mark.xdist_group("erased between two queries"),
]

OWN = {ACCOUNT, PATIENT, PERSON}
FROM_A_MAIL = "n/<str:night_token>/"
LINK_ROUTE = "shl/<str:link_secret>/"
PROBES = {"healthz", "readyz"}  # they answer for the servers, with 503 where one is away


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast, names = make_scene()
        _, link = make_health_link(cast.patient)
        names["<str:link_secret>"] = link.secret
        yield cast, names, make_visitors(cast.patient), link.code
        transaction.set_rollback(True)


def statuses_of_erased(cast, ask: Callable[[], HttpResponse]) -> dict[int, int]:
    """After how many SELECTs the record went → what the answer of ``ask`` was."""
    statuses: dict[int, int] = {}
    for after in count(1):
        with transaction.atomic(), erasing(cast.patient.user_id, after=after) as came_to_it:
            check_foreign_keys("IMMEDIATE")
            status = ask().status_code
            # An erasure that the request took back with its own changes is none: in a second
            # connection it would have waited for the lock, or would stand.
            stands = not User.objects.filter(pk=cast.patient.user_id).exists()
            transaction.set_rollback(True)
        if not came_to_it:
            return statuses
        if stands:
            statuses[after] = status
    raise AssertionError("count() has no end")


@pytest.mark.parametrize("route", [route for route in ADDRESSES if route not in PROBES])
def test_a_request_whose_record_goes_ends_in_words(scene, route):
    cast, names, visitors, _code = scene
    audience, method = ADDRESSES[route]
    browser = Client(raise_request_exception=False)
    if audience == VISITOR:
        come_in(browser, visitors, "visitor")
    elif audience not in WITHOUT_SIGN_IN:
        sign_in(browser, cast, "patient" if audience in OWN else "clinician")

    statuses = statuses_of_erased(
        cast, lambda: getattr(browser, method.lower())(address_of(route, names))
    )

    assert {after: status for after, status in statuses.items() if status >= 500} == {}


def test_so_does_an_answer_from_a_mail_a_code_and_an_app(scene):
    cast, names, visitors, link_code = scene
    door = visitors.keys["visitor_without_code"]
    night, link = address_of(FROM_A_MAIL, names), address_of(LINK_ROUTE, names)
    browser = Client(raise_request_exception=False)
    asked = [
        lambda: browser.post(night, {"answer": "taken"}),
        lambda: browser.post("/look/", {"secret": door.secret, "code": door.code, "name": "医師"}),
        lambda: browser.post(
            link, {"recipient": "アプリ", "passcode": link_code}, content_type="application/json"
        ),
    ]

    found = [statuses_of_erased(cast, ask) for ask in asked]

    assert [max(statuses.values()) < 500 for statuses in found] == [True] * 3
    assert all(found)


def check_foreign_keys(when: str) -> None:
    """A request of its own would learn at its commit that the record is gone; this test commits
    nothing, so that each statement has to say it ("IMMEDIATE"), and only a cascade may wait."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"SET CONSTRAINTS ALL {when}")


@contextmanager
def erasing(user_id: int, *, after: int) -> Iterator[list[str]]:
    """Erase the user when ``after`` SELECTs are through; yields the last of them once it is."""
    seen, came_to_it = [], []
    of_the_test = len(connection.savepoint_ids)

    def hook(execute, sql, params, many, context):
        alone = len(connection.savepoint_ids) == of_the_test
        if alone:
            # Without the test's transaction it would fail alone and spoil no later one.
            connection.needs_rollback = False
        if sql.startswith(("INSERT", "UPDATE", "DELETE")):
            with transaction.atomic() if alone else nullcontext():
                return execute(sql, params, many, context)
        answer = execute(sql, params, many, context)
        if sql.startswith("SELECT") and len(seen) < after:
            seen.append(sql)
            if len(seen) == after:
                came_to_it.append(sql)
                check_foreign_keys("DEFERRED")
                User.objects.filter(pk=user_id).delete()
                check_foreign_keys("IMMEDIATE")
        return answer

    with connection.execute_wrapper(hook):
        yield came_to_it
