"""``ldn_app`` knows no package of the diary: not by import, and not by URL name.

Where its pages lead in the diary, and what they show of it, is the table ``settings.HOME``.
"""

import re
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import get_resolver, reverse

from ldn_app.accounts.home import DiaryPage, address_of, home

ROOT = Path(settings.BASE_DIR)
# What puts the site together.
ABOVE_THE_DIARY = {"urls.py", "celery.py"}
# Settings hold dotted paths; migrations know the names of their time.
FOLDERS_APART = {"settings", "migrations"}
TEMPLATES_ABOVE = {"diary", "education"}
IMPORT = re.compile(r"^\s*(?:from|import) diary\b", re.MULTILINE)


def namespaces_of_the_diary() -> list[str]:
    """The first part of every URL name whose views lie in ``diary``."""
    found = set()
    for name, (_prefix, resolver) in get_resolver().namespace_dict.items():
        if any(view.__module__.startswith("diary.") for view in views_of(resolver)):
            found.add(name)
    return sorted(found)


def views_of(resolver):
    callbacks = (getattr(one, "callback", None) for one in resolver.url_patterns)
    return [view for view in callbacks if view is not None]


def sources_of_the_ground():
    for path in sorted((ROOT / "ldn_app").rglob("*.py")):
        inside = path.relative_to(ROOT / "ldn_app")
        if str(inside) not in ABOVE_THE_DIARY and not FOLDERS_APART & set(inside.parts):
            yield path


def templates_of_the_ground():
    for path in sorted((ROOT / "templates").rglob("*.html")):
        if path.relative_to(ROOT / "templates").parts[0] not in TEMPLATES_ABOVE:
            yield path


def test_the_ground_names_no_url_of_the_diary():
    namespaces = namespaces_of_the_diary()
    name = re.compile(rf"""["'](?:{"|".join(namespaces)}):""")

    told = [
        str(path.relative_to(ROOT))
        for path in (*sources_of_the_ground(), *templates_of_the_ground())
        if name.search(path.read_text(encoding="utf-8"))
    ]

    assert told == []
    assert {"doses", "shared", "shl", "export"} <= set(namespaces)
    assert "accounts" not in namespaces


def test_the_ground_imports_nothing_of_the_diary():
    importing = [
        str(path.relative_to(ROOT))
        for path in sources_of_the_ground()
        if IMPORT.search(path.read_text(encoding="utf-8"))
    ]

    assert importing == []


@pytest.mark.parametrize("page", DiaryPage)
def test_every_page_of_the_table_has_an_address(page):
    assert address_of(page) == reverse(home().pages[page])


def test_the_way_back_travels_along():
    address = address_of(DiaryPage.SYMPTOMS, back_to="/welcome/ready/")

    assert address == "/symptoms/?next=%2Fwelcome%2Fready%2F"
