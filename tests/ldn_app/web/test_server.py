"""The real server on a real socket: what trickles, what is too large, how it stops."""

import http.client
import os
import signal
import socket
import subprocess
import sys
import threading
import time

import pytest

from ldn_app.supervise.children import die_with_parent
from ldn_app.supervise.preflight import ROOT
from ldn_app.web.server import (
    AT_WORK,
    RECEIVE_SECONDS,
    SLOWEST_BYTES_A_SECOND,
    PunctualChannel,
    build_server,
)
from tests.waiting import DEADLINE_SECONDS, wait_until

FORM = b"POST /form HTTP/1.1\r\nHost: t\r\nContent-Length: 100000\r\n\r\n"


def small_site(environ, start_response):
    """Says how much it was sent."""
    content = environ["wsgi.input"].read()
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [f"{len(content)}".encode()]


@pytest.fixture
def listener():
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.setblocking(False)
        yield listener


@pytest.fixture
def server(listener, settings):
    settings.MOST_BYTES_OF_A_REQUEST = 200_000
    server = build_server(small_site, listener)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    yield server
    server.stop()
    thread.join(DEADLINE_SECONDS)


def ask(server, method="GET", path="/", body=None, headers=None):
    port = int(server.effective_port)
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE_SECONDS)
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer.status, answer.read().decode()


def test_forms_that_trickle_in_keep_nobody_waiting(server):
    address = ("127.0.0.1", int(server.effective_port))
    trickling = [socket.create_connection(address) for _ in range(4 * AT_WORK)]
    for one in trickling:
        one.sendall(FORM + b"a")
    wait_until(lambda: len(server.active_channels) >= len(trickling), "they did not connect")

    assert ask(server, "POST", "/form", b"x" * 1000) == (200, "1000")
    for one in trickling:
        one.close()


def test_a_form_that_is_late_is_closed(server, monkeypatch):
    slow = socket.create_connection(("127.0.0.1", int(server.effective_port)))
    slow.settimeout(DEADLINE_SECONDS)
    slow.sendall(FORM + b"a")
    wait_until(
        lambda: any(one.receiving_since for one in server.active_channels.values()),
        "the request did not begin",
    )

    for channel in list(server.active_channels.values()):
        channel.receiving_since = time.time() - RECEIVE_SECONDS - 1
    server.next_channel_cleanup = 0
    server.pull_trigger()

    assert slow.recv(1) == b""


@pytest.mark.parametrize(
    ("seconds", "received", "late"),
    [
        (RECEIVE_SECONDS - 1, 0, False),
        (RECEIVE_SECONDS + 1, 0, True),
        (RECEIVE_SECONDS + 60, 100 * SLOWEST_BYTES_A_SECOND, False),
        (RECEIVE_SECONDS + 160, 100 * SLOWEST_BYTES_A_SECOND, True),
    ],
)
def test_a_slow_line_that_keeps_its_pace_is_not_late(seconds, received, late):
    class Arriving:
        header_bytes_received = 0
        body_bytes_received = received

    channel = PunctualChannel.__new__(PunctualChannel)
    channel.request, channel.receiving_since = Arriving(), 1000.0

    assert channel.is_late(1000.0 + seconds) is late


def test_what_is_too_large_gets_a_sentence(server):
    status, text = ask(server, "POST", "/form", b"", {"Content-Length": "200001"})

    assert status == 413
    assert text == "送られた内容が大きすぎます。小さく分けて、もう一度送ってください。"


def test_headers_without_end_get_a_sentence(server):
    status, text = ask(server, headers={"X-Much": "a" * 40_000})

    assert status == 431
    assert text.startswith("送られた内容が大きすぎます。")


def test_names_with_an_underscore_reach_nobody(server, listener):
    """X_Forwarded_For would be read as X-Forwarded-For."""
    seen = {}

    def site(environ, start_response):
        seen.update(environ)
        start_response("200 OK", [])
        return []

    server.application._site = site
    ask(server, headers={"X_Forwarded_For": "192.0.2.1", "X-Real": "1"})

    assert "HTTP_X_REAL" in seen
    assert "HTTP_X_FORWARDED_FOR" not in seen


@pytest.fixture
def two_workers(tmp_path):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    run = subprocess.Popen(
        [sys.executable, "-m", "ldn_app.web", "--port", str(port), "--workers", "2"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "ldn_app.settings.test",
            "LDN_DATA_DIR": str(tmp_path),
        },
        preexec_fn=die_with_parent,
    )
    run.port = port
    wait_until(lambda: healthy(port), "the server never answered")
    yield run
    run.terminate()
    run.wait(DEADLINE_SECONDS)


def healthy(port: int) -> bool:
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=DEADLINE_SECONDS)
        connection.request("GET", "/healthz")
        return connection.getresponse().status == 200
    except OSError:
        return False


def children_of(pid: int) -> set[int]:
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return set(map(int, file.read().split()))


def test_a_worker_that_dies_is_started_again_and_all_stop_together(two_workers):
    wait_until(lambda: len(children_of(two_workers.pid)) == 2, "there are not two workers")
    first = children_of(two_workers.pid)

    os.kill(min(first), signal.SIGKILL)
    wait_until(
        lambda: len(children_of(two_workers.pid)) == 2 and children_of(two_workers.pid) != first,
        "the dead worker has no successor",
    )
    wait_until(lambda: healthy(two_workers.port), "the server does not answer")
    two_workers.terminate()

    assert two_workers.wait(DEADLINE_SECONDS) == 0
    assert not healthy(two_workers.port)


def test_a_port_that_is_taken_is_refused(two_workers, tmp_path):
    second = subprocess.run(
        [sys.executable, "-m", "ldn_app.web", "--port", str(two_workers.port)],
        cwd=ROOT,
        env={**os.environ, "LDN_DATA_DIR": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=DEADLINE_SECONDS,
        check=False,
    )

    assert second.returncode == 1
    assert str(two_workers.port) in second.stderr
