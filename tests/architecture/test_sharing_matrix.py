"""Every address of a shared diary × everybody who ever got a look, each with their own.

test_addresses.py asks everybody for the grant of one clinic; here each reader comes with the grant
that was made out to them, each visitor with their own QR, and what they see is looked at too.
"""

from datetime import timedelta

import pytest
from django.db import transaction

from ldn_app.access.models import AccessEvent
from tests.architecture.test_addresses import (
    ADDRESSES,
    GRANT,
    OPEN,
    VISITOR,
    address_of,
    expected_answers,
    make_scene,
)
from tests.cast import (
    MEMBERS,
    VISITORS,
    come_in,
    make_readers,
    make_visitors,
    sign_in,
    sign_in_twice,
)
from tests.days import today_of
from tests.factories.entries import make_note, make_symptom, rate

# One worker, so that what the tests share is made once.
pytestmark = pytest.mark.xdist_group("sharing matrix")

READERS = (*MEMBERS, "family_reader", "narrow_clinician", "past_clinician", "waiting_clinician")
MAY_OPEN = {
    "clinician",
    "colleague_clinician",
    "family_reader",
    "narrow_clinician",
    "past_clinician",
}
SENT_ON = {"anonymous", "one_step_clinician"}  # to sign in; to the second proof
ANSWERS = {200, 302, 422}
# Pages that an open grant still refuses: days outside it, and writing where only reading was given.
ONLY_FOR = {
    "shared/<uuid:public_id>/days/<day:day>/": MAY_OPEN - {"past_clinician"},
    "shared/<uuid:public_id>/comments/": {"clinician", "colleague_clinician"},
}

# What stands in the diary for a category and for the latest days, and who may come across it.
NOTE, SYMPTOM = "だれにも言っていないこと", "ひざのいたみ"
SEE_THE_NOTE = {"clinician", "colleague_clinician", "family_reader"}
SEE_THE_SYMPTOM = SEE_THE_NOTE | {"narrow_clinician"}


def routes_of(audience: str) -> list[str]:
    """Addresses that need nothing but the look itself and, perhaps, a day."""
    known = {"<uuid:public_id>", "<day:day>"}
    return [
        route
        for route, (whom, _method) in ADDRESSES.items()
        if whom == audience and {part for part in route.split("/") if part.startswith("<")} <= known
    ]


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        cast, names = make_scene()
        yesterday = today_of(cast.patient) - timedelta(days=1)
        make_note(cast.patient, yesterday, NOTE, tell_doctor=True)
        rate(make_symptom(cast.patient, SYMPTOM), yesterday, 5)
        yield cast, names, make_readers(cast), make_visitors(cast.patient)
        transaction.set_rollback(True)


@pytest.fixture
def logged():
    """How many looks the patients read of since the test began."""
    events = AccessEvent.objects.unscoped(reason="test")
    before = events.count()
    return lambda: events.count() - before


def ask(client, route, names):
    return getattr(client, ADDRESSES[route][1].lower())(address_of(route, names))


def words_on(answer) -> str:
    return answer.text if answer.headers.get("Content-Type", "").startswith("text/html") else ""


@pytest.mark.django_db
@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("route", routes_of(GRANT))
def test_each_reader_gets_what_their_own_grant_opens(scene, logged, client, route, reader):
    cast, names, readers, _visitors = scene
    if reader in MEMBERS:
        sign_in(client, cast, reader)
    else:
        sign_in_twice(client, readers.accounts[reader])
    own = {"<uuid:public_id>": str(readers.grants[reader].public_id)}

    answer = ask(client, route, names | own)

    welcome = reader in ONLY_FOR.get(route, MAY_OPEN)
    expected = ANSWERS if welcome else {302} if reader in SENT_ON else {404}
    assert answer.status_code in expected
    assert logged() > 0 or not welcome
    assert logged() == 0 or reader in MAY_OPEN
    assert reader in SEE_THE_NOTE or NOTE not in words_on(answer)
    assert reader in SEE_THE_SYMPTOM or SYMPTOM not in words_on(answer)


@pytest.mark.django_db
@pytest.mark.parametrize("member", MEMBERS)
def test_nobody_opens_what_was_opened_to_one_person(scene, logged, client, member):
    cast, _names, readers, _visitors = scene
    sign_in(client, cast, member)

    answer = client.get(f"/shared/{readers.grants['family_reader'].public_id}/")

    assert answer.status_code == (302 if member == "anonymous" else 404)
    assert logged() == 0


@pytest.mark.django_db
@pytest.mark.parametrize("reader", ["clinician", "family_reader", "narrow_clinician"])
def test_who_may_see_it_does_see_it(scene, client, reader):
    """Without this, a page that shows nothing to anybody would pass the test above."""
    _cast, _names, readers, _visitors = scene
    sign_in_twice(client, readers.accounts[reader])

    text = client.get(f"/shared/{readers.grants[reader].public_id}/").text

    assert (NOTE in text, SYMPTOM in text) == (reader in SEE_THE_NOTE, reader in SEE_THE_SYMPTOM)


@pytest.mark.django_db
@pytest.mark.parametrize("visitor", VISITORS)
@pytest.mark.parametrize("route", routes_of(VISITOR))
def test_each_visitor_gets_what_their_own_look_opens(scene, logged, client, route, visitor):
    _cast, names, _readers, visitors = scene
    come_in(client, visitors, visitor)

    answer = ask(client, route, names)

    assert answer.status_code in (ANSWERS if visitor == "visitor" else {404})
    assert (logged() > 0) == (visitor == "visitor")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("visitor", "right_code", "wrong_code"),
    [
        ("visitor_without_code", 302, 422),
        ("visitor", 404, 404),
        ("visitor_over_budget", 404, 404),
        ("late_visitor", 404, 404),
        ("revoked_visitor", 404, 404),
    ],
)
def test_the_door_answers_each_visitor(scene, client, visitor, right_code, wrong_code):
    _cast, _names, _readers, visitors = scene
    keys = visitors.keys[visitor]
    other = f"{(int(keys.code) + 1) % 10**6:06d}"

    def knock(code):
        return client.post("/look/", {"secret": keys.secret, "name": "医師", "code": code})

    assert [knock(other).status_code, knock(keys.code).status_code] == [wrong_code, right_code]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route", [route for route, (whom, _) in ADDRESSES.items() if whom not in {OPEN, VISITOR}]
)
def test_a_look_in_the_room_opens_nothing_else(scene, client, route):
    _cast, names, _readers, visitors = scene
    come_in(client, visitors, "visitor")

    answer = ask(client, route, names)

    assert answer.status_code in expected_answers(route, ADDRESSES[route][0], "anonymous")
