"""The Dockerfile's steps in an empty folder, then its processes on production settings.

No container engine is needed. What differs from an image: this machine's Python and libraries
take the place of the base image (apt-get and useradd are asked whether what they would make is
there), and pip may use its cache.
"""

import http.client
import json
import os
import re
import secrets
import shlex
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest

from ldn_app.supervise.children import die_with_parent
from tests import servers
from tests.bench.web import free_port
from tests.faults.engine import short_folder
from tests.mailbox import Mailbox, text_of
from tests.stubborn_smtp import stubborn_smtp
from tests.waiting import DEADLINE_SECONDS, wait_until

from .compose import ROOT, services
from .dockerfile import Image, build, steps

# Built once: whoever shares the tests out keeps these together.
pytestmark = [pytest.mark.own_database, pytest.mark.xdist_group("image")]
HOST = "note.example.org"
SECONDS_TO_STOP = 10  # what Docker gives
THROUGH_THE_PROXY = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "192.0.2.7"}
APT_GET = """#!/bin/sh
[ "$1" = install ] || exit 0
for name in "$@"; do
  case "$name" in install|-*) ;; *) dpkg -s "$name" >/dev/null || exit 1 ;; esac
done
"""


@dataclass(frozen=True)
class Place:
    """``database`` and ``broker`` stop when they are closed."""

    machine: "Machine"
    mailbox: Mailbox
    cluster: servers.Cluster
    database: ExitStack
    broker: ExitStack


def empty_machine(folder: Path) -> dict[str, str]:
    """What the base image would bring: ``python``, apt-get, useradd, and nothing of ours."""
    tools = folder / "tools"
    tools.mkdir()
    (tools / "python").symlink_to(Path(sys.base_prefix) / "bin" / "python3")
    for program, script in (("apt-get", APT_GET), ("useradd", "#!/bin/sh\n")):
        (tools / program).write_text(script)
        (tools / program).chmod(0o755)
    pip = {name: os.environ[name] for name in os.environ if name.startswith("PIP_")}
    return {**pip, "PATH": f"{tools}:/usr/bin:/bin", "PIP_NO_CACHE_DIR": "0"}


class Machine:
    """The image's processes on real servers."""

    def __init__(self, image: Image, env: dict[str, str]) -> None:
        self.folder = f"{image.root}/app"
        self.env = {**image.env, **env}
        self.port = free_port()
        self.web = [word.replace("0.0.0.0", "127.0.0.1") for word in image.command]
        self.web = [word.replace("8000", str(self.port)) for word in self.web]

    def run(self, command: list[str]) -> int:
        return subprocess.run(command, cwd=self.folder, env=self.env, check=False).returncode

    @contextmanager
    def running(self, command: list[str]) -> Iterator[None]:
        process = subprocess.Popen(
            command, cwd=self.folder, env=self.env, preexec_fn=die_with_parent
        )
        try:
            yield
        finally:
            process.terminate()
            try:
                process.wait(timeout=SECONDS_TO_STOP)
            except subprocess.TimeoutExpired:  # A worker whose broker is away; Docker kills too.
                process.kill()
                process.wait(timeout=DEADLINE_SECONDS)

    def get(self, path: str, **headers: str) -> tuple[int, Message, str]:
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=DEADLINE_SECONDS)
        line.request("GET", path, headers={"Host": HOST, **headers})
        answer = line.getresponse()
        return answer.status, answer.headers, answer.read().decode()

    def ready(self) -> dict[str, bool] | None:
        """What /readyz says; None while nobody answers."""
        try:
            return json.loads(self.get("/readyz")[2])
        except OSError:
            return None


def command_of(service: str) -> list[str]:
    return shlex.split(services()[service]["command"])


@pytest.fixture(scope="module")
def image() -> Iterator[Image]:
    with short_folder() as folder:
        image = Image(folder / "image", empty_machine(folder))
        build(image)
        yield image


@pytest.fixture(scope="module")
def place(image) -> Iterator[Place]:
    """Web, worker and beat as docker-compose.yml starts them, and one person who is due."""
    with ExitStack() as held:
        folder = held.enter_context(short_folder())
        mailbox, smtp_port = held.enter_context(stubborn_smtp())
        cluster = servers.new_cluster(folder)
        database = held.enter_context(ExitStack())
        database.enter_context(cluster.running())
        cluster.create_database()
        broker = held.enter_context(ExitStack())
        env = {
            **services()["web"]["environment"],
            "SECRET_KEY": secrets.token_urlsafe(60),
            "ALLOWED_HOSTS": f"{HOST},web",
            "DEFAULT_FROM_EMAIL": f"note@{HOST}",
            "DATABASE_URL": cluster.address,
            "REDIS_URL": broker.enter_context(servers.redis(folder)),
            "EMAIL_HOST": "127.0.0.1",
            "EMAIL_PORT": str(smtp_port),
            "TICK_SECONDS": "1",
            "METRICS_TOKEN": "a-long-random-word",
        }
        machine = Machine(image, env)
        assert machine.run(command_of("tables")) == 0
        fill({**os.environ, "DJANGO_SETTINGS_MODULE": "ldn_app.settings.test"}, cluster.address)
        for command in (machine.web, command_of("worker"), command_of("beat")):
            held.enter_context(machine.running(command))
        wait_until(lambda: (machine.ready() or {}).get("ready"))
        yield Place(machine, mailbox, cluster, database, broker)


def fill(env: dict[str, str], address: str) -> None:
    command = [sys.executable, "-m", "tests.faults.evening", "1", "0", ""]
    subprocess.run(command, cwd=ROOT, env={**env, "DATABASE_URL": address}, check=True)


def test_the_image_runs_as_nobody_and_has_no_tests_in_it(image):
    assert image.user == "ldn"
    assert not Path(f"{image.root}/app/tests").exists()
    assert [words for name, words in steps() if name == "FROM"][-1].endswith("-slim-bookworm")


def test_the_tables_are_as_the_code_wants_them(place):
    assert place.machine.run(["python", "manage.py", "migrate", "--check"]) == 0


def test_it_is_alive_and_ready(place):
    assert place.machine.get("/healthz")[0] == 200
    assert place.machine.get("/readyz")[0] == 200
    assert place.machine.ready() == {"ready": True, "database": True, "broker": True, "beat": True}


def test_a_page_comes_over_the_proxy_with_every_protection(place):
    status, headers, text = place.machine.get("/accounts/login/", **THROUGH_THE_PROXY)

    assert status == 200
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert headers["Set-Cookie"].startswith("__Host-csrf=")
    assert "Secure" in headers["Set-Cookie"]
    stylesheet = re.search(r'href="(/static/css/app\.[0-9a-f]+\.css)"', text)[1]
    assert "immutable" in place.machine.get(stylesheet, **THROUGH_THE_PROXY)[1]["Cache-Control"]


def test_without_the_proxy_there_is_only_the_way_to_https(place):
    status, headers, _ = place.machine.get("/accounts/login/")

    assert (status, headers["Location"]) == (301, f"https://{HOST}/accounts/login/")


def test_another_name_is_refused(place):
    assert place.machine.get("/", Host="elsewhere.example", **THROUGH_THE_PROXY)[0] == 400


def test_metrics_and_operations_open_for_nobody_without_proof(place):
    get, token = place.machine.get, {"Authorization": "Bearer a-long-random-word"}

    assert get("/metrics", **THROUGH_THE_PROXY)[0] == 404
    assert get("/ops/", **THROUGH_THE_PROXY)[0] == 302
    assert "reminders_seconds_since_tick" in get("/metrics", Host="web", **token)[2]


def test_the_real_worker_delivers_the_reminder(place):
    mail = place.mailbox.wait_for("crowd0@house0.example.jp")

    assert mail["From"] == f"note@{HOST}"
    assert f"https://{HOST}/n/" in text_of(mail)


def test_servers_may_go_and_come_back(place):
    machine = place.machine
    place.database.close()
    wait_until(lambda: machine.ready()["database"] is False)
    with place.cluster.running():
        for _ in range(20):  # No request meets a connection from before.
            assert machine.get("/accounts/login/", **THROUGH_THE_PROXY)[0] == 200
        wait_until(lambda: machine.ready()["ready"])
        place.broker.close()
        assert machine.ready() == {"ready": False, "database": True, "broker": False, "beat": True}
        assert machine.get("/accounts/login/", **THROUGH_THE_PROXY)[0] == 200


def test_the_proxys_word_counts_for_nothing_where_there_is_none(image):
    env = {**image.env, "SECRET_KEY": secrets.token_urlsafe(60), "ALLOWED_HOSTS": HOST}
    env |= {"DATABASE_URL": "postgres:///ldn", "REDIS_URL": "redis://none"}
    env |= {"DEFAULT_FROM_EMAIL": f"note@{HOST}"}
    told = subprocess.run(
        ["python", "-c", "from django.conf import settings as s; print(s.SECURE_PROXY_SSL_HEADER)"],
        cwd=f"{image.root}/app",
        env=env,
        capture_output=True,
        text=True,
        check=True,
    )

    assert told.stdout.strip() == "None"
