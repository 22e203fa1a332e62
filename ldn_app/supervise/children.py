"""One child process: started in its own session, stopped within its own time."""

import ctypes
import os
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import IO

PR_SET_PDEATHSIG = 1
PR_SET_NAME = 15
_libc = ctypes.CDLL(None, use_errno=True)


@dataclass(frozen=True)
class Program:
    """What to start. ``seconds_to_stop``: how long it may take to finish what it is doing."""

    name: str
    command: tuple[str, ...]
    seconds_to_stop: float
    keeps_fds: tuple[int, ...] = ()


def die_with_parent() -> None:
    """Have the kernel end this process when its parent is killed and cannot stop it itself."""
    _libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def be_called(name: str) -> None:
    """Tell ``ps`` and ``top`` what this process is; the kernel keeps 15 letters."""
    _libc.prctl(PR_SET_NAME, name.encode()[:15])


class Child:
    """A running program. Its own session keeps a Ctrl-C in the terminal away from it."""

    def __init__(self, program: Program, *, output: IO[bytes] | None = None) -> None:
        self.program = program
        self.process = subprocess.Popen(
            program.command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            start_new_session=True,
            preexec_fn=die_with_parent,
            pass_fds=program.keeps_fds,
        )

    def has_ended(self) -> bool:
        return self.process.poll() is not None

    def stop(self, *, hurry: Callable[[], bool] = lambda: False) -> None:
        """Ask, wait for at most ``seconds_to_stop`` (less when ``hurry`` says so), then insist.

        Whatever the program itself left running goes too. Stopping twice is harmless.
        """
        if not self.has_ended():
            self.process.terminate()
        patience_ends = time.monotonic() + self.program.seconds_to_stop
        while not self.has_ended() and time.monotonic() < patience_ends and not hurry():
            time.sleep(0.02)
        self._kill_the_rest()
        self.process.wait()

    def _kill_the_rest(self) -> None:
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            return  # The usual case: everything ended when it was asked.
