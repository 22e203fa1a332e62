"""What must hold before anything starts; each refusal is a sentence that says what to do."""

import fcntl
import http.client
import os
import secrets
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


class CannotStart(Exception):
    """The sentence that the person at the terminal reads."""


@dataclass(frozen=True)
class RunConfig:
    """Where this run listens and keeps its files."""

    host: str
    port: int
    data_dir: Path

    @property
    def address(self) -> str:
        """What to type into a browser: "every interface" is no address, IPv6 needs brackets."""
        host = browser_host(_reachable(self.host))
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"


def place_from(environment: Mapping[str, str]) -> RunConfig:
    port = environment.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        raise CannotStart(f"PORT={port} は番号ではありません。 / PORT={port} is not a port number.")
    data_dir = Path(environment.get("LDN_DATA_DIR") or ROOT / "var").absolute()
    return RunConfig(environment.get("HOST") or "127.0.0.1", int(port), data_dir)


@contextmanager
def only_run(place: RunConfig) -> Iterator[None]:
    """Hold the data folder: two supervisors on one SQLite file and socket would fight."""
    place.data_dir.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (place.data_dir / "run.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CannotStart(
                "すでに動いています。先にそちらを Ctrl-C で止めてください。\n"
                "It is already running: stop the other one with Ctrl-C first."
            ) from None
        yield


def own_secret(place: RunConfig) -> str:
    """This folder's own secret key, made on the first start: a shared one would be no secret."""
    path = place.data_dir / "secret-key"
    try:
        with path.open("x") as file:
            file.write(secrets.token_urlsafe(60))
    except FileExistsError:
        pass  # The key of an earlier start; another one would sign everybody out.
    return path.read_text()


@contextmanager
def hold_port(place: RunConfig) -> Iterator[socket.socket]:
    """Take the port now, for the web server that answers on it much later; yields its socket.

    It listens at once: two sockets that are only bound may share a port (SO_REUSEADDR). Nobody can
    share it afterwards: there is no SO_REUSEPORT. Raises CannotStart when somebody has the port, or
    answers at the address that is told.
    """
    why = "in use" if _somebody_answers(place) else ""
    with socket.socket(_family(place.host), socket.SOCK_STREAM) as held:
        held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            held.bind((place.host, place.port))
            held.listen()
        except OSError as refused:
            why = os.strerror(refused.errno or 0)
        if why:
            raise CannotStart(
                f"{place.host}:{place.port} は使えません。"
                "PORT=8080 script/run のように変えてください。\n"
                f"{place.host}:{place.port} cannot be used ({why}): try PORT=8080 script/run"
            )
        yield held


def _family(host: str) -> socket.AddressFamily:
    return socket.AF_INET6 if ":" in host else socket.AF_INET


def _somebody_answers(place: RunConfig) -> bool:
    try:
        with socket.create_connection((_reachable(place.host), place.port), timeout=1):
            return True
    except OSError:
        return False


def first_page_answers(place: RunConfig) -> bool:
    """Whether the web server answers at all; what it answers is for the person to see."""
    connection = http.client.HTTPConnection(_reachable(place.host), place.port, timeout=5)
    try:
        connection.request("GET", "/healthz")
        connection.getresponse().read()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True


def browser_host(host: str) -> str:
    """The loopback address by its name: browsers make no passkey for a bare number."""
    return "localhost" if host == "127.0.0.1" else host


def _reachable(host: str) -> str:
    return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(host, host)
