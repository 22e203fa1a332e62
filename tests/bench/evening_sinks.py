"""Providers in a process of their own, so that their share of the CPU can be told."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import psutil

from .figures import ROOT

PUSH_ORIGIN = "http://127.0.0.1:2527"
MODULES = {"smtp": "tests.bench.smtp_sink", "push": "tests.bench.push_sink"}


def push_channel() -> dict[str, str]:
    """A browser whose key nobody needs: the sink does not decrypt."""
    from tests.push_service import Browser

    return {"kind": "web_push", **Browser(f"{PUSH_ORIGIN}/push/somebody").subscription}


@contextmanager
def running_sink(transport: str) -> Iterator[psutil.Process | None]:
    if transport not in MODULES:
        yield None
        return
    command = [sys.executable, "-m", MODULES[transport]]
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True)
    process.stdout.readline()
    try:
        yield psutil.Process(process.pid)
    finally:
        process.kill()
        process.wait()
