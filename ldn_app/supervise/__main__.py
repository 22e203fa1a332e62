"""``python -m ldn_app.supervise``: what script/run starts once everything is installed."""

import argparse
import os
import signal
import sys
import tempfile
import threading
import time
from contextlib import ExitStack
from pathlib import Path
from typing import IO

from .broker import NoRedisServer, broker_answers, broker_program, private_folder
from .children import Child, Program
from .preflight import (
    ROOT,
    CannotStart,
    RunConfig,
    first_page_answers,
    hold_port,
    only_run,
    own_secret,
    place_from,
)
from .programs import beat_program, demo_program, prepare_program, web_program, worker_program
from .supervisor import KeepsEnding, Supervisor

SECONDS_TO_FIRST_PAGE = 60


class Stopping:
    """Set by Ctrl-C, by SIGTERM or when the terminal closes; asked twice, it hurries."""

    def __init__(self) -> None:
        self.event = threading.Event()
        self.times = 0
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, self._asked)

    def _asked(self, *_: object) -> None:
        self.times += 1
        self.event.set()

    def in_a_hurry(self) -> bool:
        return self.times > 1


class StoppedEarly(Exception):
    """Somebody asked to stop before the first page was there."""


def main() -> int:
    arguments = argparse.ArgumentParser(prog="script/run", description="LDNノートを動かします。")
    arguments.add_argument("--demo", action="store_true", help="架空の人の記録を入れて始めます")
    wants_demo = arguments.parse_args().demo
    stopping = Stopping()
    os.chdir(ROOT)
    os.umask(0o077)  # The database and the mails in the data folder are nobody else's business.
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ldn_app.settings.development")
    try:
        with ExitStack() as held:
            run(held, stopping, wants_demo=wants_demo)
    except StoppedEarly:
        return 130
    except (CannotStart, NoRedisServer, KeepsEnding) as why:
        print(why, file=sys.stderr)
        return 1
    return 0


def run(held: ExitStack, stopping: Stopping, *, wants_demo: bool) -> None:
    """Start, stay, stop. ``held`` is what has to be given back at the end."""
    place = place_from(os.environ)
    held.enter_context(only_run(place))
    port = held.enter_context(hold_port(place))
    if not os.environ.get("SECRET_KEY"):
        os.environ["SECRET_KEY"] = own_secret(place)
    supervisor = Supervisor(say=lambda line: print(line, file=sys.stderr))
    folder = (
        None if os.environ.get("REDIS_URL") else held.enter_context(private_folder(place.data_dir))
    )
    held.callback(supervisor.stop, hurry=stopping.in_a_hurry)
    if folder:
        start_broker(supervisor, folder / "redis.sock")
    finish(prepare_program(), stopping)
    demo_lines = fill_in_demo(stopping) if wants_demo else ""
    for program in (web_program(port.fileno()), worker_program()):
        supervisor.start(program)
    supervisor.start(beat_program())
    wait_for_first_page(place, supervisor, stopping)
    announce(place, demo_lines)
    while not stopping.event.wait(0.25):
        supervisor.look_after()
    print("\n止めています… / Stopping…", flush=True)


def start_broker(supervisor: Supervisor, socket_path: Path) -> None:
    supervisor.start(broker_program(socket_path))
    if not broker_answers(socket_path):
        raise CannotStart("Redis が始まりません。 / The embedded Redis does not answer.")
    os.environ["REDIS_URL"] = f"unix://{socket_path}"


def finish(program: Program, stopping: Stopping, *, output: IO[bytes] | None = None) -> None:
    """Run a program that ends by itself; a request to stop ends it early."""
    child = Child(program, output=output)
    try:
        while not child.has_ended():
            if stopping.event.wait(0.02):
                raise StoppedEarly
    finally:
        child.stop(hurry=stopping.in_a_hurry)
    if child.process.returncode:
        raise CannotStart(
            f"「{program.name}」ができませんでした。理由は上の行にあります。\n"
            f"{program.name} failed; the lines above tell why."
        )


def fill_in_demo(stopping: Stopping) -> str:
    """Returns what the command told about the demo people: it belongs below the address."""
    print("見本の記録を入れています… / Filling in the demo records…", flush=True)
    with tempfile.TemporaryFile() as output:
        finish(demo_program(), stopping, output=output)
        output.seek(0)
        return output.read().decode()


def wait_for_first_page(place: RunConfig, supervisor: Supervisor, stopping: Stopping) -> None:
    gives_up = time.monotonic() + SECONDS_TO_FIRST_PAGE
    while not first_page_answers(place):
        if time.monotonic() > gives_up:
            raise CannotStart("画面が開けません。 / The web server does not answer.")
        supervisor.look_after()
        if stopping.event.wait(0.05):
            raise StoppedEarly


def announce(place: RunConfig, demo_lines: str) -> None:
    print(f"\nLDNノートが動いています。  {place.address}/  （止めるには Ctrl-C）")
    print(f"LDN Note is running.      {place.address}/  (Ctrl-C stops it)")
    keeps_mail = os.environ["DJANGO_SETTINGS_MODULE"].endswith(".development")
    if keeps_mail and "EMAIL_HOST" not in os.environ:
        print(f"送られたメール / Outgoing mail:  {place.address}/dev/mail/")
    print(demo_lines, end="", flush=True)


if __name__ == "__main__":
    sys.exit(main())
