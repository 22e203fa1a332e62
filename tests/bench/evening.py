"""22:00: everybody's reminder at once. A child of tests.bench; prints flat figures."""

import json
import os
import subprocess
import sys
import threading
import time
from contextlib import ExitStack, contextmanager
from pathlib import Path

import django
import psutil
from django.conf import settings

from .figures import ROOT, Figures

IDLE_TICKS = 20


def main(arguments: list[str]) -> None:
    count, transport, workers, out = arguments
    django.setup()
    figures = Figures("reminders")
    measure(figures, count=int(count), transport=transport, workers=int(workers))
    Path(out).write_text(json.dumps(figures.values), encoding="utf-8")


def measure(figures: Figures, *, count: int, transport: str, workers: int) -> None:
    from django.core.management import call_command
    from django.utils import timezone

    from diary.reminders.services.ticking import tick
    from tests.factories.crowd import make_crowd

    call_command("migrate", verbosity=0)
    began = time.perf_counter()
    now = timezone.now()
    due = now.replace(second=0, microsecond=0)
    local = due.astimezone(timezone.get_current_timezone()).time()
    make_crowd(count, due_at=due, local_time=local)
    _say(f"{count} patients written in {time.perf_counter() - began:.0f} s")
    _analyse()
    with ExitStack() as running:
        sink = running.enter_context(_sink(transport))
        web = running.enter_context(_web_probe())
        figures.add("web.tonight_p99_ms.before", web.p99_for(3))
        web.begin()
        _plan(figures, count, workers)
        _deliver(figures, count, workers, transport, sink)
        figures.add("web.tonight_p99_ms.during", web.end())
    _account(figures, count)
    began = time.perf_counter()
    for _ in range(IDLE_TICKS):
        tick(now=timezone.now())
    figures.add("idle_tick_ms", (time.perf_counter() - began) * 1000 / IDLE_TICKS)


def _plan(figures: Figures, count: int, workers: int) -> None:
    began = time.perf_counter()
    with _processes("plan", workers) as spent:
        pass
    seconds = time.perf_counter() - began
    figures.add("plan.seconds", seconds)
    figures.add("plan.schedules_per_second", count / seconds)
    figures.add("plan.cpu_seconds", spent["cpu"])
    figures.add("plan.rss_mb", spent["rss"])


def _deliver(figures: Figures, count: int, workers: int, transport: str, sink) -> None:
    before = sink.cpu_times() if sink else None
    began = time.perf_counter()
    with _processes(f"deliver-{transport}", workers) as spent:
        pass
    seconds = time.perf_counter() - began
    figures.add("deliver.seconds", seconds)
    figures.add("deliver.messages_per_second", count / seconds)
    figures.add("deliver.cpu_seconds", spent["cpu"])
    figures.add("deliver.rss_mb", spent["rss"])
    if sink:
        after = sink.cpu_times()
        used = after.user + after.system - before.user - before.system
        figures.add("sink.cpu_seconds", used)


def _account(figures: Figures, count: int) -> None:
    """What the rows say afterwards."""
    from django.utils import timezone

    from diary.reminders.facts.operator import dwell_seconds
    from diary.reminders.models import OutboxMessage

    rows = OutboxMessage.objects.unscoped(reason="bench")
    figures.add("handed_over", rows.filter(state=OutboxMessage.State.HANDED_OVER).count())
    figures.add("doubles", rows.count() - count)
    half, most = dwell_seconds(now=timezone.now())
    figures.add("dwell_p50_s", half or 0)
    figures.add("dwell_p99_s", most or 0)


@contextmanager
def _processes(work: str, workers: int):
    """``workers`` processes that do ``work`` to its end; yields what they cost, once over."""
    command = [sys.executable, "-m", "tests.bench.evening_worker", work]
    spent = {"cpu": 0.0, "rss": 0.0}
    running = [
        subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
        for _ in range(workers)
    ]
    for process in running:
        told = json.loads(process.communicate()[0])
        if process.returncode:
            raise RuntimeError(f"{work} failed")
        spent["cpu"] += told["cpu"]
        spent["rss"] = max(spent["rss"], told["rss_mb"])
    yield spent


@contextmanager
def _sink(transport: str):
    """An SMTP server in a process of its own, so that its share of the CPU can be told."""
    if transport != "smtp":
        yield None
        return
    command = [sys.executable, "-m", "tests.bench.smtp_sink"]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    try:
        yield psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait()


class _WebProbe:
    """Asks for Tonight again and again while something else happens."""

    def __init__(self, port: int, call) -> None:
        self.port, self.call = port, call
        self.milliseconds: list[float] = []
        self.over = threading.Event()
        self.thread = threading.Thread(target=self._run)

    def p99_for(self, seconds: float) -> float:
        gives_up = time.monotonic() + seconds
        taken: list[float] = []
        while time.monotonic() < gives_up:
            taken += self._ask()
        return _p99(taken)

    def begin(self) -> None:
        self.thread.start()

    def end(self) -> float:
        self.over.set()
        self.thread.join()
        return _p99(self.milliseconds)

    def _run(self) -> None:
        while not self.over.wait(0.05):
            self.milliseconds += self._ask()

    def _ask(self) -> list[float]:
        from .load import one_after_another

        return one_after_another(self.port, self.call, 5).milliseconds


@contextmanager
def _web_probe():
    """A web server, and a patient of the crowd who is signed in there."""
    from ldn_app.accounts.models import Patient
    from ldn_app.supervise.ground import Place
    from ldn_app.supervise.prepare import prepare

    from .load import Call
    from .visitors import session_of
    from .web import free_port, running_web

    prepare()
    place = Place("127.0.0.1", free_port(), Path(os.environ["LDN_DATA_DIR"]))
    cookie = f"{settings.SESSION_COOKIE_NAME}={session_of(Patient.objects.first())}"
    call = Call("/tonight/", {"Cookie": cookie})
    with running_web(place, database=None) as web:
        yield _WebProbe(web.port, call)


def _p99(values: list[float]) -> float:
    return sorted(values)[len(values) * 99 // 100] if values else 0.0


def _analyse() -> None:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _say(words: str) -> None:
    print(words, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main(sys.argv[1:])
