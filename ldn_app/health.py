"""Probes for whoever runs the server: no person, no content."""

import redis
from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone

from diary.reminders.facts.operator import is_ticking
from diary.reminders.models import Heartbeat
from ldn_app.access.audience import for_everyone


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
    last = Heartbeat.objects.filter(name=Heartbeat.TICK).values_list("at", flat=True).first()
    return is_ticking(last, now=timezone.now())


def _broker_answers() -> bool:
    try:
        with redis.Redis.from_url(settings.REDIS_URL, socket_timeout=2) as broker:
            return bool(broker.ping())
    except redis.RedisError:
        return False
