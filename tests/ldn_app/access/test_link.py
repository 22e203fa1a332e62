"""A link for other apps: the room's rules hold, and neither kind opens the other."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import connection, connections

from ldn_app.access.audit import OPENINGS_AN_HOUR, TooOften, record_access, refuse_too_often
from ldn_app.access.models import AccessEvent, ShareGrant
from ldn_app.access.viewer import on_behalf_of
from ldn_app.access.visitor_access import (
    LINK,
    ROOM,
    RoomClosed,
    WrongCode,
    begin_look,
    grant_for_secret,
    keys_of,
    session_for_key,
)
from tests.factories.people import make_health_link, make_patient, make_room

NOW = datetime(2026, 11, 22, 3, tzinfo=UTC)


def other_code(keys) -> str:
    return f"{(int(keys.code) + 1) % 10**6:06d}"


def open_link(keys, *, code=None, now=NOW) -> str:
    return begin_look(keys.secret, code or keys.code, visitor_name="アプリ", kind=LINK, now=now)


@pytest.mark.django_db
class TestOneApp:
    def test_the_right_code_gives_a_key_for_an_hour_and_the_patient_reads_who(self):
        grant, keys = make_health_link(make_patient())

        key = open_link(keys)

        assert session_for_key(key, kind=LINK, now=NOW + timedelta(minutes=59)).grant_id == grant.pk
        with pytest.raises(RoomClosed):
            session_for_key(key, kind=LINK, now=NOW + timedelta(minutes=60))
        event = AccessEvent.objects.visible_to(on_behalf_of(grant.patient_id)).get()
        assert (event.reader_name, event.kind) == ("アプリ", "link_opened")

    def test_neither_secret_nor_key_of_one_kind_opens_the_other(self):
        _, link = make_health_link(make_patient())
        _, room = make_room(make_patient())
        in_the_room = begin_look(room.secret, room.code, visitor_name="医師", now=NOW)

        with pytest.raises(RoomClosed):
            begin_look(link.secret, link.code, visitor_name="医師", kind=ROOM, now=NOW)
        with pytest.raises(RoomClosed):
            open_link(room)
        with pytest.raises(RoomClosed):
            session_for_key(open_link(link), kind=ROOM, now=NOW)
        with pytest.raises(RoomClosed):
            session_for_key(in_the_room, kind=LINK, now=NOW)

    def test_knowing_the_secret_spends_and_writes_nothing(self):
        grant, keys = make_health_link(make_patient())

        assert grant_for_secret(keys.secret, kind=LINK, now=NOW) == grant
        grant.refresh_from_db()
        assert grant.wrong_codes == 0
        assert not AccessEvent.objects.visible_to(on_behalf_of(grant.patient_id)).exists()

    @pytest.mark.parametrize(
        "over", [{"revoked_at": NOW}, {"expires_at": NOW}, {"wrong_codes": 10}]
    )
    def test_what_is_over_is_not_there(self, over):
        _, keys = make_health_link(make_patient(), **over)

        with pytest.raises(RoomClosed):
            grant_for_secret(keys.secret, kind=LINK, now=NOW)
        with pytest.raises(RoomClosed):
            open_link(keys)

    def test_revoking_ends_the_files_too(self):
        _, keys = make_health_link(make_patient())
        key = open_link(keys)

        ShareGrant.objects.unscoped(reason="test").update(revoked_at=NOW)

        with pytest.raises(RoomClosed):
            session_for_key(key, kind=LINK, now=NOW)

    def test_the_database_holds_no_key_in_the_clear(self):
        grant, keys = make_health_link(make_patient())

        with connection.cursor() as cursor:
            cursor.execute("select * from access_sharegrant")
            kept = str(cursor.fetchall())

        assert len(keys.file_key) == 43
        for secret in (keys.secret, keys.file_key, f"'{keys.code}'"):
            assert secret not in kept
        assert keys_of(grant) == keys

    def test_sixty_openings_an_hour_are_enough(self):
        grant, _ = make_health_link(make_patient())
        for _ in range(OPENINGS_AN_HOUR):
            refuse_too_often(grant, at=NOW)
            record_access(grant, reader_name="アプリ", kind="link_record", at=NOW)

        with pytest.raises(TooOften):
            refuse_too_often(grant, at=NOW)
        refuse_too_often(grant, at=NOW + timedelta(hours=1))


@pytest.mark.django_db(transaction=True)
def test_two_hundred_wrong_codes_at_once_never_exceed_the_budget():
    grant, keys = make_health_link(make_patient())

    def guess(_):
        try:
            open_link(keys, code=other_code(keys))
        except WrongCode:
            return "compared"
        except RoomClosed:
            return "closed"
        finally:
            connections.close_all()
        return "in"

    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(guess, range(200)))

    assert (answers.count("compared"), answers.count("closed")) == (10, 190)
    grant.refresh_from_db()
    assert grant.wrong_codes == 10
