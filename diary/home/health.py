"""Probes for whoever runs the server: no person, no content."""

from datetime import timedelta

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from redis.backoff import NoBackoff
from redis.retry import Retry

from diary.reminders.facts.operator import TICK_MUST_BE_WITHIN, is_ticking
from diary.reminders.models import Heartbeat
from ldn_app.access.audience import for_everyone

STARTED_AT = timezone.now()


@for_everyone
def healthz(request: HttpRequest) -> JsonResponse:
    """The process is up."""
    return JsonResponse({"status": "ok"})


@for_everyone
def readyz(request: HttpRequest) -> JsonResponse:
    """200 when database and broker answer and the clock ticks; 503 names what does not."""
    answers = {"database": _database_answers(), "broker": _broker_answers()}
    if settings.BEAT_EXPECTED:
        answers["beat"] = answers["database"] and _beat_ticks()
    ready = all(answers.values())
    return JsonResponse({"ready": ready, **answers}, status=200 if ready else 503)


def _database_answers() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def _beat_ticks() -> bool:
    """A web process that has just started gives the engine as long as a tick may take."""
    now = timezone.now()
    last = Heartbeat.objects.filter(name=Heartbeat.TICK).values_list("at", flat=True).first()
    return is_ticking(last, now=now) or timedelta(0) <= now - STARTED_AT <= TICK_MUST_BE_WITHIN


def _broker_answers() -> bool:
    """One question, two seconds: a probe that waits longer is no probe."""
    once = {"socket_timeout": 2, "socket_connect_timeout": 2, "retry": Retry(NoBackoff(), 0)}
    try:
        with redis.Redis.from_url(settings.REDIS_URL, **once) as broker:
            return bool(broker.ping())
    except redis.RedisError:
        return False
