"""22:00: everybody's reminder at once. A child of tests.bench; prints flat figures."""

import json
import os
import subprocess
import sys
import time
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

import django

from .evening_sinks import push_channel, running_sink
from .evening_web import running_probe
from .figures import ROOT, Figures

IDLE_TICKS = 20
FEW = 1_000
NOW, A_DAY = timedelta(0), timedelta(days=1)


def main(arguments: list[str]) -> None:
    count, idle, transport, workers, out = arguments
    django.setup()
    figures = Figures("reminders")
    given = {"count": int(count), "idle": int(idle), "workers": int(workers)}
    measure(figures, transport=transport, **given)
    Path(out).write_text(json.dumps(figures.values), encoding="utf-8")


def measure(figures: Figures, *, count: int, idle: int, transport: str, workers: int) -> None:
    """``idle``: so many people more, whose reminder is due tomorrow."""
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    figures.add("load_average.before", os.getloadavg()[0])
    there = 0
    for many in sorted({FEW, max(idle, FEW)}):
        _write_crowd(many - there, transport, first=count + there, due_in=A_DAY)
        figures.add(f"idle_tick_ms.{many}", _idle_tick())
        there = many
    began = time.perf_counter()
    _write_crowd(count, transport)
    _say(f"{count} patients written in {time.perf_counter() - began:.0f} s")
    with ExitStack() as running:
        sink = running.enter_context(running_sink(transport))
        web = running.enter_context(running_probe())
        figures.add("web.tonight_p99_ms.before", web.during(lambda: time.sleep(10)))
        spent = web.during(lambda: _plan(figures, count, workers))
        figures.add("web.tonight_p99_ms.planning", spent)
        if transport != "none":
            spent = web.during(lambda: _deliver(figures, count, workers, transport, sink))
            figures.add("web.tonight_p99_ms.delivering", spent)
    _account(figures, count)
    figures.add("idle_tick_ms.afterwards", _idle_tick())
    figures.add("load_average.after", os.getloadavg()[0])


def _write_crowd(count: int, transport: str, *, first: int = 0, due_in=NOW) -> None:
    """Everybody's 22:00 is the present minute, or that of another day."""
    from django.db import connection
    from django.utils import timezone

    from tests.factories.crowd import make_crowd

    from .multiply import multiply_newest

    due = timezone.now().replace(second=0, microsecond=0) + due_in
    local = due.astimezone(timezone.get_current_timezone()).time()
    channel = push_channel() if transport == "push" else {}
    make_crowd(1, due_at=due, local_time=local, first=first, **channel)
    multiply_newest(count - 1)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _idle_tick() -> float:
    """Milliseconds of a tick with nothing due."""
    from django.utils import timezone

    from diary.reminders.services.ticking import tick

    tick(now=timezone.now())
    began = time.perf_counter()
    for _ in range(IDLE_TICKS):
        assert tick(now=timezone.now()) == 0
    return (time.perf_counter() - began) * 1000 / IDLE_TICKS


def _plan(figures: Figures, count: int, workers: int) -> None:
    began = time.perf_counter()
    spent = _finish("plan", workers)
    seconds = time.perf_counter() - began
    figures.add("plan.seconds", seconds)
    figures.add("plan.schedules_per_second", count / seconds)
    figures.add("plan.cpu_seconds", spent["cpu"])
    figures.add("plan.rss_mb", spent["rss"])


def _deliver(figures: Figures, count: int, workers: int, transport: str, sink) -> None:
    before = sink.cpu_times() if sink else None
    began = time.perf_counter()
    spent = _finish(f"deliver-{transport}", workers)
    seconds = time.perf_counter() - began
    figures.add("deliver.seconds", seconds)
    figures.add("deliver.messages_per_second", count / seconds)
    figures.add("deliver.cpu_seconds", spent["cpu"])
    figures.add("deliver.rss_mb", spent["rss"])
    if sink:
        after = sink.cpu_times()
        used = after.user + after.system - before.user - before.system
        figures.add("sink.cpu_seconds", used)
        figures.add("sink.share_of_all_cores", used / seconds / os.cpu_count())


def _account(figures: Figures, count: int) -> None:
    """What the rows say afterwards."""
    from django.utils import timezone

    from diary.reminders.facts.operator import dwell_seconds
    from diary.reminders.models import OutboxMessage

    rows = OutboxMessage.objects.unscoped(reason="bench")
    figures.add("planned", rows.count())
    figures.add("handed_over", rows.filter(state=OutboxMessage.State.HANDED_OVER).count())
    figures.add("doubles", rows.count() - count)
    half, most = dwell_seconds(now=timezone.now())
    figures.add("dwell_p50_s", half or 0)
    figures.add("dwell_p99_s", most or 0)


def _finish(work: str, workers: int) -> dict[str, float]:
    """Let ``workers`` processes do ``work`` to its end; returns what they cost."""
    command = [sys.executable, "-m", "tests.bench.evening_worker", work]
    spent = {"cpu": 0.0, "rss": 0.0}
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(workers)
    ]
    for process in running:
        told = process.communicate()[0]
        if process.returncode:
            raise RuntimeError(f"{work} failed")
        one = json.loads(told)
        spent["cpu"] += one["cpu"]
        spent["rss"] = max(spent["rss"], one["rss_mb"])
    return spent


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
