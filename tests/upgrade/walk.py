"""Bring the empty database of DATABASE_URL from an earlier version to this one and look around.

    python -m tests.upgrade.walk RECORD.json.xz ANSWER.json

writes what people get (observations.py) as JSON.
"""

import json
import lzma
import sys
from pathlib import Path

import django
from django.core.management import call_command

from .observations import observed
from .rows import load


def main(record_file: str, answer_file: str) -> None:
    django.setup()
    record = json.loads(lzma.decompress(Path(record_file).read_bytes()))
    load(record)
    call_command("migrate", verbosity=0)
    Path(answer_file).write_text(json.dumps(observed(record), ensure_ascii=False))


if __name__ == "__main__":
    main(*sys.argv[1:])
