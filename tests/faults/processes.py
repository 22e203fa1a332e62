"""Processes of the engine that a test may kill, on the test's own database."""

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import quote

from django.db import connection

from ldn_app.supervise.children import die_with_parent

ROOT = Path(__file__).resolve().parents[2]


def environment(smtp_port: int, **more: str) -> dict[str, str]:
    """What leads a process to the database of this test and to its mail server."""
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ldn_app.settings.test",
        "DATABASE_URL": _database_address(),
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(smtp_port),
        **more,
    }


def start(*arguments: str, env: dict[str, str]) -> subprocess.Popen:
    """A Python process, in a session of its own, that does not outlive the test."""
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=ROOT,
        env=env,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
        preexec_fn=die_with_parent,
    )


def start_worker(env: dict[str, str]) -> subprocess.Popen:
    """Delivers until nothing waits any more."""
    return start("-m", "tests.faults.worker", env=env)


def _database_address() -> str:
    config = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{config['NAME']}"
    host = config["HOST"]
    return f"postgres://{config['USER']}@/{quote(host, safe='/')}/{config['NAME']}"
