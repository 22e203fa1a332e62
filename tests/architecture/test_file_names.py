"""Every file that leaves the house is called by one rule: no medicine, no person, no two alike."""

import re
from datetime import date
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings

from education.clinician_pdf import FILE_NAME as FOR_DOCTORS
from ldn_app.ui.file_names import disposition, file_name, standing_name

DAY = date(2026, 12, 1)
TELLING = re.compile("ldn|naltrexone|ナルトレキソン|低用量|revia|[^\x21-\x7e]", re.IGNORECASE)
HOUSES = ("ldn_app", "diary", "education")


def sources():
    for house in HOUSES:
        yield from sorted((settings.BASE_DIR / house).rglob("*.py"))


def is_the_rule(path: Path) -> bool:
    return path.name == "file_names.py"


def test_no_view_makes_a_name_of_its_own():
    own = [
        str(path.relative_to(settings.BASE_DIR))
        for path in sources()
        if not is_the_rule(path) and "filename=" in path.read_text(encoding="utf-8")
    ]

    assert own == []


def test_every_header_comes_from_the_rule():
    header = re.compile(r'"Content-Disposition"\]?\s*[:=]\s*(\w+)')
    used = {
        (path.relative_to(settings.BASE_DIR), found[1])
        for path in sources()
        for found in header.finditer(path.read_text(encoding="utf-8"))
    }

    assert len(used) > 5
    assert {maker for _, maker in used} == {"disposition"}


@pytest.mark.parametrize("house", ["static/js", "templates"])
def test_no_page_names_a_file_for_the_browser(house):
    told = re.compile(r"\bdownload=|\.download\s*=")

    named = [
        path.name
        for path in (settings.BASE_DIR / house).rglob("*.*")
        if path.suffix in {".js", ".html"} and told.search(path.read_text(encoding="utf-8"))
    ]

    assert named == []


def test_forty_of_one_day_can_be_told_apart():
    papers = {file_name("pdf", day=DAY, about="90d", mark=uuid4()) for _ in range(40)}
    direct = {file_name("pdf", day=DAY, about="90d") for _ in range(40)}

    assert len(papers | direct) == 80
    assert all(re.fullmatch(r"kiroku-2026-12-01_90d_[0-9a-f]{6}\.pdf", n) for n in papers | direct)


def test_what_is_fetched_twice_has_one_name():
    mark = uuid4()

    assert file_name("zip", day=DAY, mark=mark) == file_name("zip", day=DAY, mark=mark)


def test_no_name_tells_anything():
    names = [
        FOR_DOCTORS,
        standing_name("ics", about="calendar"),
        standing_name("pdf", about="poster"),
        file_name("fhir.json", day=DAY),
        file_name("txt", day=DAY, about="list"),
    ]

    assert [name for name in names if TELLING.search(name)] == []
    assert disposition(names[0]) == f'attachment; filename="{names[0]}"'
    assert disposition(names[0], shown=True) == f'inline; filename="{names[0]}"'
