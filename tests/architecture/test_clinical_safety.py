"""docs/clinical_safety.md names tests; each of them has to exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "clinical_safety.md").read_text("utf-8")
NAMED = re.findall(r"`(tests/[\w/]+\.py|…)(?:::(\w+))?`", TEXT)


def places():
    """(file, test) pairs; 「…」 stands for the file before it."""
    path = ""
    for name, test in NAMED:
        path = path if name == "…" else name
        yield path, test


@pytest.mark.parametrize(("path", "test"), list(places()))
def test_a_named_test_exists(path, test):
    source = (ROOT / path).read_text("utf-8")

    assert not test or f"def {test}(" in source


def test_every_hazard_names_a_test():
    rows = re.findall(r"^\| [A-Z]+\d+ \|.*$", TEXT, flags=re.MULTILINE)

    assert rows
    assert [row for row in rows if "tests/" not in row] == []
