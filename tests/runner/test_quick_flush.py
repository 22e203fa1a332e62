"""After a test that committed, the database is as it was after the migrations."""

import pytest
from django.contrib.auth.models import Permission
from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from django.db import connection
from django.test import TransactionTestCase

from ldn_app.accounts.models import User
from tests.factories.people import make_patient
from tests.factories.whole_record import a_whole_record
from tests.quick_flush import KEPT, _with_rows, empty_databases


def tables_with_rows() -> set[str]:
    known = connection.introspection.table_names()
    with connection.cursor() as cursor:
        return set(_with_rows(cursor, known))


@pytest.mark.django_db(transaction=True)
def test_every_row_goes_and_what_migrations_wrote_stays():
    kept = [Permission.objects.count(), ContentType.objects.count()]
    a_whole_record(make_patient(), mark="みほん")
    cache.set("codes_asked_for", 3)
    assert len(tables_with_rows()) > 20
    assert "cache_entries" in tables_with_rows()

    empty_databases(TransactionTestCase())

    assert tables_with_rows() == KEPT
    assert [Permission.objects.count(), ContentType.objects.count()] == kept


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("time", ["first", "second"])
def test_the_next_test_finds_nothing(time):
    assert not User.objects.exists()

    make_patient()
