"""Write down this version: rows of every model, and what people get from them.

    python -m tests.upgrade.record 2026-12-01

makes records/2026-12-01.json.xz, from which every later version is tried (test_upgrade.py). To be
done once for each release, before the first change after it.
"""

import json
import lzma
import os
import sys
import tempfile
from pathlib import Path

import django
import time_machine
from django.core.management import call_command

from .engines import ENGINES, walked
from .rows import written_down

FOLDER = Path(__file__).parent / "records"


def main(name: str) -> None:
    with tempfile.TemporaryDirectory(prefix="ldn-record-") as folder:
        os.environ["LDN_DATA_DIR"] = folder
        os.environ["DATABASE_URL"] = f"sqlite:///{folder}/ldn.sqlite3"
        os.environ["DJANGO_SETTINGS_MODULE"] = "ldn_app.settings.test"
        django.setup()
        call_command("migrate", verbosity=0)
        from .people import MOMENT, make_people  # Its models need the settings.

        with time_machine.travel(MOMENT, tick=False):
            record = make_people()
        record |= written_down()
        plain = Path(folder) / "record.json.xz"
        _write(record, plain)
        record["observed"] = {engine: walked(plain, engine) for engine in ENGINES}
    FOLDER.mkdir(exist_ok=True)
    _write(record, FOLDER / f"{name}.json.xz")


def _write(record: dict, file: Path) -> None:
    text = json.dumps(record, ensure_ascii=False, sort_keys=True)
    file.write_bytes(lzma.compress(text.encode()))


if __name__ == "__main__":
    main(*sys.argv[1:])
