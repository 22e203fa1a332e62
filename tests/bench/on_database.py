"""Measures on the one database that the environment names; a child of tests.bench."""

import json
import sys
from pathlib import Path

import django
import psutil

from .figures import Figures


def main(arguments: list[str]) -> None:
    patients, nights, database_pid, out = arguments
    django.setup()
    from .pages import measure_pages

    figures = Figures("pages")
    database = psutil.Process(int(database_pid)) if int(database_pid) else None
    measure_pages(figures, patients=int(patients), nights=int(nights), database=database)
    Path(out).write_text(json.dumps(figures.values), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
