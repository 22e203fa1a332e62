"""What runs, and how long each may take to finish: 9 seconds in all."""

import os
import sys

from .children import Program

# The worker runs as whoever typed the command; on a fresh machine that may well be root.
ABOUT_ROOT = ("-W", "ignore:You're running the worker with superuser:UserWarning")


def web_program(port_fd: int) -> Program:
    """``port_fd``: the socket that it listens on, bound already."""
    command = (sys.executable, "-m", "ldn_app.web", "--fd", str(port_fd))
    return Program("web", command, seconds_to_stop=2.5, keeps_fds=(port_fd,))


def worker_program() -> Program:
    """One process for each queue below one parent; none waits for another."""
    return Program("worker", (sys.executable, "-m", "ldn_app.workers"), seconds_to_stop=4)


def beat_program() -> Program:
    return Program("beat", _celery("beat", "--loglevel", "warning", "--pidfile="), 1)


def prepare_program() -> Program:
    return Program("prepare", (sys.executable, "-m", "ldn_app.supervise.prepare"), 5)


def demo_program() -> Program:
    return Program("seed_demo", (sys.executable, "manage.py", "seed_demo"), 5)


def _celery(*arguments: str) -> tuple[str, ...]:
    warnings = ABOUT_ROOT if os.geteuid() == 0 else ()
    return (sys.executable, *warnings, "-m", "celery", "--quiet", "--app", "ldn_app", *arguments)
