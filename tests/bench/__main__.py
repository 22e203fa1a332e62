"""script/bench: measures, prints a table and writes flat figures."""

import argparse
import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path

from tests import servers

from .aims import AIMS, FLOORS
from .figures import ROOT, Figures

DATABASES = ("postgresql", "sqlite")
# null: a provider that costs nothing; none: planning only.
NIGHTS = {"clinic": 3 * 365}
TRANSPORTS = ("smtp", "push", "null", "none")


def main() -> int:
    wanted = _arguments()
    signal.signal(signal.SIGTERM, _as_keyboard_interrupt)
    figures = Figures(wanted.name, aims=AIMS, floors=FLOORS)
    try:
        with ExitStack() as running:
            folder = Path(running.enter_context(tempfile.TemporaryDirectory(prefix="ldn-bench-")))
            folder.chmod(0o711)  # PostgreSQL, which does not run as root, has its folder in it.
            if wanted.name == "reminders":
                _measure_evening(wanted, folder, running, figures)
            elif wanted.name == "pdf":
                _measure_pdf(wanted, folder, figures)
            elif wanted.name == "library":
                _measure_library(folder, figures)
            elif wanted.name == "clinic":
                _measure_on("postgresql", wanted, folder, running, figures)
            else:
                for database in wanted.databases:
                    _measure_on(database, wanted, folder, running, figures)
    except KeyboardInterrupt:
        print("\n止めました。 / Stopped before the end.", file=sys.stderr)
        return 130
    print(figures.table())
    if wanted.json:
        figures.write(wanted.json)
    missed = figures.missed()
    print(f"{len(figures.values)} figures, {len(missed)} that miss their aim", *missed)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="script/bench", description=__doc__)
    parser.add_argument("name", choices=["pages", "pdf", "reminders", "library", "clinic"])
    parser.add_argument("--json", type=Path, metavar="FILE", help="write the figures there")
    parser.add_argument("--patients", type=int, default=1000)
    parser.add_argument("--nights", type=int, help="1000; 1095 for the clinic's patients")
    parser.add_argument("--count", type=int, default=100_000, help="reminders due at once")
    parser.add_argument("--idle", type=int, default=0, help="more people, nothing of theirs due")
    parser.add_argument("--transport", choices=TRANSPORTS, default="smtp")
    parser.add_argument("--pdfs", type=int, default=200, help="PDFs in a row in one process")
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--databases", nargs="+", choices=DATABASES, default=DATABASES)
    wanted = parser.parse_args()
    wanted.nights = wanted.nights or NIGHTS.get(wanted.name, 1000)
    return wanted


def _measure_on(
    database: str, wanted: argparse.Namespace, folder: Path, running: ExitStack, figures: Figures
) -> None:
    """PostgreSQL's figures have plain names; SQLite's begin with ``sqlite.``."""
    asked = (wanted.name, wanted.patients, wanted.nights)
    print(f"== {database}: {' '.join(map(str, asked))}", file=sys.stderr, flush=True)
    home, out, pid = folder / database, folder / f"{database}.json", 0
    home.mkdir(mode=0o711)
    environment = _environment(home)
    if database == "postgresql":
        environment["DATABASE_URL"] = running.enter_context(servers.postgres(home))
        pid = int((home / "pg" / "data" / "postmaster.pid").read_text().split()[0])
    _run("tests.bench.on_database", environment, *asked, pid, out)
    prefix = "" if database == "postgresql" else f"{database}."
    for name, value in json.loads(out.read_text(encoding="utf-8")).items():
        figures.add(prefix + name, value)


def _measure_evening(
    wanted: argparse.Namespace, folder: Path, running: ExitStack, figures: Figures
) -> None:
    """On PostgreSQL, which is what serves many."""
    print(f"== {wanted.count} reminders, {wanted.transport}", file=sys.stderr, flush=True)
    environment, out = _environment(folder), folder / "evening.json"
    environment["DATABASE_URL"] = running.enter_context(servers.postgres(folder))
    environment |= {"EMAIL_HOST": "127.0.0.1", "EMAIL_PORT": "2526"}
    asked = (wanted.count, wanted.idle, wanted.transport, wanted.workers)
    _run("tests.bench.evening", environment, *asked, out)
    for name, value in json.loads(out.read_text(encoding="utf-8")).items():
        figures.add(name, value)


def _measure_pdf(wanted: argparse.Namespace, folder: Path, figures: Figures) -> None:
    """On SQLite: paper costs the database next to nothing."""
    out = folder / "pdf.json"
    _run("tests.bench.pdf_sheets", _environment(folder), wanted.pdfs, out)
    for name, value in json.loads(out.read_text(encoding="utf-8")).items():
        figures.add(name, value)


def _measure_library(folder: Path, figures: Figures) -> None:
    """No page of it asks the database; any will do."""
    out = folder / "library.json"
    _run("tests.bench.library", _environment(folder), out)
    for name, value in json.loads(out.read_text(encoding="utf-8")).items():
        figures.add(name, value)


def _environment(home: Path) -> dict[str, str]:
    (home / "static").mkdir()
    return {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "ldn_app.settings.development",
        "DATABASE_URL": f"sqlite:///{home / 'ldn.sqlite3'}",
        "REDIS_URL": f"unix://{home / 'no-redis.sock'}",
        "LDN_DATA_DIR": str(home),
        "STATIC_ROOT": str(home / "static"),
    }


def _run(module: str, environment: Mapping[str, str], *arguments: object) -> None:
    command = [sys.executable, "-m", module, *map(str, arguments)]
    subprocess.run(command, cwd=ROOT, env=dict(environment), check=True)


def _as_keyboard_interrupt(*_: object) -> None:
    raise KeyboardInterrupt


if __name__ == "__main__":
    sys.exit(main())
