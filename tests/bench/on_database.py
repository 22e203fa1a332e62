"""Measures on the one database that the environment names; a child of tests.bench."""

import json
import sys
from pathlib import Path

import django
import psutil

from .figures import Figures


def main(arguments: list[str]) -> None:
    name, patients, nights, database_pid, out = arguments
    django.setup()
    from .clinic import measure_clinic
    from .pages import measure_pages

    figures = Figures(name)
    database = psutil.Process(int(database_pid)) if int(database_pid) else None
    if name == "clinic":
        measure_clinic(figures, nights=int(nights), database=database)
    else:
        measure_pages(figures, patients=int(patients), nights=int(nights), database=database)
    Path(out).write_text(json.dumps(figures.values), encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
