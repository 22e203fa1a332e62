"""Empty databases to bring a recorded version into."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import servers
from tests.faults.engine import short_folder

ROOT = Path(__file__).resolve().parents[2]


@contextmanager
def _sqlite(folder: Path) -> Iterator[str]:
    yield f"sqlite:///{folder}/ldn.sqlite3"


@contextmanager
def _postgresql(folder: Path) -> Iterator[str]:
    cluster = servers.new_cluster(folder)
    with cluster.running():
        cluster.create_database()
        yield cluster.address


ENGINES = {"sqlite": _sqlite, "postgresql": _postgresql}


def walked(record: Path, engine: str) -> dict[str, Any]:
    """What people get (observations.py) once ``record`` is in an empty database and migrated."""
    with short_folder() as folder, ENGINES[engine](folder) as address:
        environment = {
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "ldn_app.settings.test",
            "DATABASE_URL": address,
            "LDN_DATA_DIR": str(folder),
        }
        answer = folder / "answer.json"
        command = [sys.executable, "-m", "tests.upgrade.walk", str(record), str(answer)]
        subprocess.run(command, cwd=ROOT, env=environment, check=True)
        return json.loads(answer.read_text())
