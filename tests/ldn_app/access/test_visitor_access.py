"""The look in the consulting room: who gets in, how often a code may be wrong, when it ends."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from ldn_app.access.models import AccessEvent, Look, ShareGrant
from ldn_app.access.viewer import on_behalf_of
from ldn_app.access.visitor_access import (
    RoomClosed,
    WrongCode,
    begin_look,
    end_look,
    generate_keys,
    keys_of,
    read_digits,
    session_for_key,
)
from tests.at_once import at_once
from tests.factories.people import make_patient, make_room

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def other_code(keys) -> str:
    return f"{(int(keys.code) + 1) % 10**6:06d}"


def wrong_codes(grant) -> int:
    grant.refresh_from_db()
    return grant.wrong_codes


def test_keys_are_256_bits_and_six_digits_and_never_the_same():
    found = {generate_keys()[0] for _ in range(100)}

    assert len({keys.secret for keys in found}) == 100
    assert all(len(keys.secret) >= 43 for keys in found)
    assert all(len(keys.code) == 6 and keys.code.isdigit() for keys in found)


@pytest.mark.parametrize("typed", ["123456", "１２３４５６", "123 456", "123-456", " 123　456 "])
def test_a_code_may_be_typed_as_people_type(typed):
    assert read_digits(typed) == "123456"


@pytest.mark.django_db
class TestOneVisitor:
    def test_the_right_code_opens_sixty_minutes_and_the_patient_reads_who(self):
        grant, keys = make_room(make_patient())

        key = begin_look(keys.secret, keys.code, visitor_name="青木 医師", now=NOW)

        look = session_for_key(key, now=NOW + timedelta(minutes=59))
        assert (look.grant_id, look.visitor_name) == (grant.pk, "青木 医師")
        with pytest.raises(RoomClosed):
            session_for_key(key, now=NOW + timedelta(minutes=60))
        event = AccessEvent.objects.visible_to(on_behalf_of(grant.patient_id)).get()
        assert (event.reader_name, event.kind) == ("青木 医師", "visitor_entered")

    def test_a_look_never_outlives_its_grant(self):
        _, keys = make_room(make_patient(), expires_at=NOW + timedelta(minutes=10))

        key = begin_look(keys.secret, keys.code, visitor_name="医師", now=NOW)

        with pytest.raises(RoomClosed):
            session_for_key(key, now=NOW + timedelta(minutes=10))

    def test_revoking_ends_a_running_look(self):
        _, keys = make_room(make_patient())
        key = begin_look(keys.secret, keys.code, visitor_name="医師", now=NOW)

        ShareGrant.objects.unscoped(reason="test").update(revoked_at=NOW)

        with pytest.raises(RoomClosed):
            session_for_key(key, now=NOW)

    def test_a_visitor_can_close_the_look(self):
        _, keys = make_room(make_patient())
        key = begin_look(keys.secret, keys.code, visitor_name="医師", now=NOW)

        end_look(key, now=NOW)

        with pytest.raises(RoomClosed):
            session_for_key(key, now=NOW)

    @pytest.mark.parametrize("key", ["", "nonsense", "あ" * 50])
    def test_an_invented_key_opens_nothing(self, key):
        make_room(make_patient())

        with pytest.raises(RoomClosed):
            session_for_key(key, now=NOW)

    def test_the_tenth_wrong_code_closes_it_for_good(self):
        _, keys = make_room(make_patient())
        left = []
        for _ in range(10):
            with pytest.raises(WrongCode) as wrong:
                begin_look(keys.secret, other_code(keys), visitor_name="だれか", now=NOW)
            left.append(wrong.value.tries_left)

        assert left == [9, 8, 7, 6, 5, 4, 3, 2, 1, 0]
        with pytest.raises(RoomClosed):
            begin_look(keys.secret, keys.code, visitor_name="医師", now=NOW)
        assert not Look.objects.unscoped(reason="test").exists()

    def test_a_right_code_spends_no_try(self):
        grant, keys = make_room(make_patient())

        for _ in range(12):
            begin_look(keys.secret, keys.code, visitor_name="医師", now=NOW)
            grant.refresh_from_db()
            keys = keys_of(grant)

        assert wrong_codes(grant) == 0

    def test_what_opened_a_look_opens_nothing_more_and_the_look_goes_on(self):
        grant, keys = make_room(make_patient())
        key = begin_look(keys.secret, keys.code, visitor_name="医師", now=NOW)

        with pytest.raises(RoomClosed):
            begin_look(keys.secret, keys.code, visitor_name="だれか", now=NOW)

        assert session_for_key(key, now=NOW).grant == grant
        grant.refresh_from_db()
        assert keys_of(grant).secret != keys.secret
        assert wrong_codes(grant) == 0

    @pytest.mark.parametrize(
        "over",
        [
            {"revoked_at": NOW},
            {"expires_at": NOW},
            {"created_at": NOW + timedelta(seconds=1)},
        ],
    )
    def test_what_is_over_does_not_tell_why_and_spends_nothing(self, over):
        grant, keys = make_room(make_patient(), **over)

        with pytest.raises(RoomClosed):
            begin_look(keys.secret, keys.code, visitor_name="医師", now=NOW)
        assert wrong_codes(grant) == 0

    def test_the_secret_of_another_grant_does_not_fit_the_code(self):
        _, keys = make_room(make_patient())
        _, others = make_room(make_patient())

        if keys.code != others.code:
            with pytest.raises(WrongCode):
                begin_look(others.secret, keys.code, visitor_name="医師", now=NOW)
        with pytest.raises(RoomClosed):
            begin_look("x" * 43, keys.code, visitor_name="医師", now=NOW)

    def test_the_database_holds_neither_secret_nor_code_and_the_phone_gets_both_again(self):
        grant, keys = make_room(make_patient())
        key = begin_look(keys.secret, keys.code, visitor_name="医師", now=NOW)

        with connection.cursor() as cursor:
            cursor.execute("select * from access_sharegrant")
            kept = str(cursor.fetchall())
            cursor.execute("select * from access_look")
            kept += str(cursor.fetchall())

        grant.refresh_from_db()
        assert keys.secret not in kept
        assert f"'{keys.code}'" not in kept
        assert key not in kept
        renewed = keys_of(grant)
        assert renewed.secret not in kept
        assert f"'{renewed.code}'" not in kept
        assert begin_look(renewed.secret, renewed.code, visitor_name="医師", now=NOW)


@pytest.mark.django_db(transaction=True)
def test_the_right_code_in_several_browsers_at_once_opens_one_look():
    grant, keys = make_room(make_patient())

    def enter():
        begin_look(keys.secret, keys.code, visitor_name="医師", now=NOW)

    errors = at_once(*[enter] * 6)

    assert [type(error) for error in errors] == [RoomClosed] * 5
    assert Look.objects.unscoped(reason="test").count() == 1
    assert wrong_codes(grant) == 0


@pytest.mark.django_db(transaction=True)
def test_two_hundred_wrong_codes_at_once_never_exceed_the_budget():
    grant, keys = make_room(make_patient())

    def guess(_):
        try:
            begin_look(keys.secret, other_code(keys), visitor_name="だれか", now=NOW)
        except WrongCode:
            return "compared"
        except RoomClosed:
            return "closed"
        finally:
            connections.close_all()
        return "in"

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(guess, range(200)))

    assert answers.count("compared") == 10
    assert answers.count("closed") == 190
    assert wrong_codes(grant) == 10
