"""The whole command, as a person starts and stops it."""

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from ldn_app.settings.insist import is_weak_secret
from ldn_app.supervise.children import die_with_parent
from ldn_app.supervise.preflight import (
    ROOT,
    CannotStart,
    hold_port,
    only_run,
    own_secret,
    place_from,
)
from tests.waiting import DEADLINE_SECONDS, wait_until

pytestmark = pytest.mark.long

STARTED_BY_THIS_TEST = "LDN_TEST_RUN"


@pytest.fixture(scope="session")
def static_root(tmp_path_factory) -> Path:
    """Shared: only the first start has to collect the files, as on a person's machine."""
    return tmp_path_factory.mktemp("static")


@pytest.fixture
def environment(tmp_path, static_root) -> dict[str, str]:
    """A person's environment: embedded defaults, another port and an empty folder."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    inherited = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return inherited | {
        "PORT": str(port),
        "LDN_DATA_DIR": str(tmp_path / "data"),
        "STATIC_ROOT": str(static_root),
        "TICK_SECONDS": "1",
        STARTED_BY_THIS_TEST: str(tmp_path),
    }


@pytest.fixture
def start(environment) -> Iterator[Callable[[], subprocess.Popen]]:
    """Starts the command; whatever a failed test leaves running is ended."""
    runs: list[subprocess.Popen] = []

    def start_one() -> subprocess.Popen:
        run = subprocess.Popen(
            [sys.executable, "-m", "ldn_app.supervise"],
            cwd=ROOT,
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            preexec_fn=die_with_parent,
        )
        runs.append(run)
        return run

    yield start_one
    for run in runs:
        run.terminate()
        run.communicate(timeout=DEADLINE_SECONDS)


def status_of(path: str, environment: dict[str, str]) -> int:
    connection = http.client.HTTPConnection(
        "127.0.0.1", int(environment["PORT"]), timeout=DEADLINE_SECONDS
    )
    connection.request("GET", path)
    return connection.getresponse().status


def wait_until_ready(environment: dict[str, str]) -> None:
    """/readyz waits for the first tick of the beat."""
    wait_until(lambda: status_of("/readyz", environment) == 200, "/readyz never said yes")


def read_until(run: subprocess.Popen, words: str) -> str:
    read = ""
    for line in run.stdout:
        read += line
        if words in line:
            return read
    raise AssertionError(f"it ended without {words!r}:\n{read}")


def left_over(environment: dict[str, str]) -> list[str]:
    mark = f"{STARTED_BY_THIS_TEST}={environment[STARTED_BY_THIS_TEST]}".encode()
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if mark in (process / "environ").read_bytes():
                found.append((process / "cmdline").read_text().replace("\0", " "))
        except OSError:
            continue  # It ended while we looked, or is somebody else's.
    return found


@pytest.mark.parametrize("request_to_stop", [signal.SIGINT, signal.SIGTERM])
def test_run_serves_pages_and_leaves_nothing_behind(environment, start, request_to_stop):
    run = start()
    told = read_until(run, "LDN Note is running")
    wait_until_ready(environment)

    run.send_signal(request_to_stop)
    run.communicate(timeout=DEADLINE_SECONDS)

    assert f"http://localhost:{environment['PORT']}/" in told
    assert run.returncode == 0
    assert left_over(environment) == []


def test_children_do_not_outlive_a_supervisor_that_was_killed(environment, start):
    run = start()
    read_until(run, "LDN Note is running")

    run.kill()
    run.wait()

    wait_until(lambda: not left_over(environment), "something lives on")


def test_taken_port_is_told_in_one_sentence(environment, start):
    with socket.socket() as other:
        other.bind(("127.0.0.1", int(environment["PORT"])))
        other.listen()
        run = start()
        told, _ = run.communicate(timeout=DEADLINE_SECONDS)

    assert run.returncode == 1
    assert "PORT=8080 script/run" in told
    assert "Traceback" not in told


def listening(host: str, *, shares: bool) -> socket.socket:
    other = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
    other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    if shares:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
    other.bind((host, 0))
    other.listen()
    return other


@pytest.mark.parametrize("shares", [True, False])
@pytest.mark.parametrize("host", ["127.0.0.1", "0.0.0.0"])
def test_a_port_that_another_server_shares_is_not_free(host, shares):
    with listening(host, shares=shares) as other:
        place = place_from({"PORT": str(other.getsockname()[1])})

        with pytest.raises(CannotStart, match="cannot be used"), hold_port(place):
            pass


def test_the_port_is_kept_until_the_web_server_listens(tmp_path):
    """A second run on another folder must not share the requests of the first."""
    with listening("127.0.0.1", shares=False) as free:
        port = free.getsockname()[1]
    place = place_from({"PORT": str(port), "LDN_DATA_DIR": str(tmp_path)})

    with hold_port(place):
        with pytest.raises(CannotStart, match="cannot be used"), hold_port(place):
            pass
        with socket.create_connection((place.host, place.port), timeout=DEADLINE_SECONDS):
            pass


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ({}, "http://localhost:8000"),
        ({"PORT": "8765"}, "http://localhost:8765"),
        ({"PORT": "80", "HOST": "0.0.0.0"}, "http://localhost:80"),
        ({"PORT": "8080", "HOST": "::"}, "http://[::1]:8080"),
        ({"PORT": "8765", "SITE_URL": "https://note.example.org/"}, "https://note.example.org"),
    ],
)
def test_links_name_the_port_that_we_listen_on(tmp_path, given, address):
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    settings = {"DJANGO_SETTINGS_MODULE": "ldn_app.settings.development"}
    told = subprocess.run(
        [sys.executable, "-c", "from django.conf import settings; print(settings.SITE_URL)"],
        cwd=ROOT,
        env={**kept, **settings, "LDN_DATA_DIR": str(tmp_path), **given},
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == address


def test_word_instead_of_a_port_is_refused():
    with pytest.raises(CannotStart, match="not a port number"):
        place_from({"PORT": "http"})


def test_address_is_one_that_can_be_typed():
    assert place_from({"HOST": "0.0.0.0", "PORT": "80"}).address == "http://localhost:80"
    assert place_from({"HOST": "::"}).address == "http://[::1]:8000"


def test_second_run_on_the_same_folder_is_refused(tmp_path):
    place = place_from({"LDN_DATA_DIR": str(tmp_path)})

    with only_run(place), pytest.raises(CannotStart, match="already running"), only_run(place):
        pass


def test_secret_key_is_made_once_and_long_enough_for_production(tmp_path):
    place = place_from({"LDN_DATA_DIR": str(tmp_path)})

    first, second = own_secret(place), own_secret(place)

    assert first == second
    assert not is_weak_secret(first)
