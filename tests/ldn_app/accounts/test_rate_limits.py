from datetime import timedelta

import pytest
from django.core.cache import cache
from django.db import connection
from django.utils import timezone

from ldn_app.accounts.rate_limits import forget_spent_counters
from ldn_app.accounts.tasks import forget_spent_counters as task

pytestmark = pytest.mark.django_db


def test_spent_counters_are_deleted_and_others_stay():
    cache.set("spent", 1, timeout=60)
    cache.set("running", 1, timeout=7200)

    forget_spent_counters(now=timezone.now() + timedelta(minutes=5))

    assert _keys() == [":1:running"]


def test_the_hourly_task_does_it():
    cache.set("running", 1, timeout=7200)

    task()

    assert _keys() == [":1:running"]


def test_the_limits_are_counted_in_the_database_that_all_processes_share(client):
    client.post("/accounts/login/", {"login": "noon@example.jp"})

    keys = " ".join(_keys())
    assert "request_login_code" in keys
    assert "noon@example.jp" not in keys


def _keys() -> list[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT cache_key FROM cache_entries")
        return [key for (key,) in cursor.fetchall()]
