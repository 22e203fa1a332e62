"""Every address with parameters that nobody's page sends: no answer is a server error.

The names come from the source (what a view asks of the address or the body) and from the forms of
the pages themselves, so that a new parameter is tried without being listed here.
"""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from django.db import transaction
from django.test import Client

from tests.architecture.test_addresses import ADDRESSES, make_scene
from tests.cast import sign_in

ROOT = Path(__file__).resolve().parents[2]
ASKED = re.compile(r"""(?:GET|POST)(?:\.get|\.getlist)?[(\[]["']([a-z_]+)["']""")
NAMED = re.compile(r"<[^>]*>")
WORDS = ("abc", "9999-12-31", "9" * 5000, "²", "\0", "http://[")
TEXTS = ("9999-12-31", "9" * 5000, "\0", "abc")
ALONE = ("9999-12-31", "NaN")  # one field at a time: deeper than the first refusal
PATHS = {
    "int": ("9" * 30, "0", "9" * 5000),
    "day": ("9999-12-31", "0001-01-01", "2026-02-30", "2999-12-31", "1900-01-01"),
    "str": ("%00", "a" * 3000, "%F0%9F%92%8A"),
    "slug": ("none", "a" * 3000),
    "uuid": ("00000000-0000-0000-0000-000000000000",),
}
THEIRS = ("accounts/login/", "accounts/signup/", "accounts/login/code/", "accounts/reauthenticate/")


def names_asked() -> set[str]:
    """Every parameter that the source asks for by its name."""
    names = {"next", "from", "day", "page"}
    for house in ("diary", "ldn_app", "education"):
        for path in (ROOT / house).rglob("*.py"):
            names |= set(ASKED.findall(path.read_text("utf-8")))
    return names


class Forms(HTMLParser):
    """The forms of a page: where each goes, and its fields with what they hold."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str]]] = []
        self.counted: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list) -> None:
        said = {name: value or "" for name, value in attrs}
        if tag == "form" and said.get("method", "").lower() == "post":
            self.found.append((said.get("action", ""), {}))
        is_counted = said.get("type") in {"date", "number", "time", "hidden"}
        is_field = tag in {"input", "select", "textarea", "button"} and said.get("name")
        if is_field and self.found:
            free = said.get("type") not in {"radio", "checkbox"} or "checked" in said
            fields = self.found[-1][1]
            if free or said["name"] not in fields:
                fields[said["name"]] = said.get("value", "")
            if is_counted or said.get("inputmode") in {"numeric", "decimal"}:
                self.counted.add(said["name"])


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)


@pytest.fixture(params=["anonymous", "patient", "clinician"])
def visit(request, scene):
    """Sends one request and takes back what it did; returns the status."""
    cast, _ = scene
    client = Client(raise_request_exception=False)
    sign_in(client, cast, request.param)

    def send(method: str, address: str, data: dict | None = None):
        with transaction.atomic():
            answer = getattr(client, method)(address, data or {})
            if not answer.streaming:
                answer.content  # noqa: B018 - read to its end
            transaction.set_rollback(True)
        return answer

    return send


def filled(route: str, names: dict[str, str]) -> str:
    return "/" + NAMED.sub(lambda match: names.get(match[0], "x"), route)


def broken(answers: Iterator[tuple[str, object]]) -> list[str]:
    return [where for where, answer in answers if answer.status_code >= 500]


@pytest.mark.django_db
def test_hostile_words_in_the_address_and_in_the_body(visit, scene):
    _, names = scene
    asked = names_asked()

    def answers():
        for route in [*ADDRESSES, *THEIRS]:
            for word in WORDS:
                everything = dict.fromkeys(asked, word)
                address = filled(route, names)
                yield f"GET {route} {word[:12]!r}", visit("get", address, everything)
                yield f"POST {route} {word[:12]!r}", visit("post", address, everything)

    # /readyz says 503 where no worker is alive, whatever is asked.
    assert [one for one in broken(answers()) if "readyz" not in one] == []


@pytest.mark.django_db
def test_hostile_names_in_the_path(visit, scene):
    _, names = scene

    def answers():
        for route in ADDRESSES:
            for place in NAMED.findall(route):
                for word in PATHS[place[1:].split(":")[0]]:
                    address = filled(route, {**names, place: word})
                    for method in ("get", "post"):
                        yield f"{method} {route} {word[:12]!r}", visit(method, address)

    assert broken(answers()) == []


def spoilt(forms: Forms) -> Iterator[tuple[str, str, dict[str, str]]]:
    """(action, what was done, fields) for each form: all fields at once, and each field that
    holds a day, a time or a number for itself, the others as the page filled them in."""
    for action, fields in forms.found:
        names = [name for name in fields if name != "csrfmiddlewaretoken"]
        for text in TEXTS:
            yield action, f"all={text[:12]!r}", {**fields, **dict.fromkeys(names, text)}
        for name in forms.counted.intersection(names):
            for text in ALONE:
                yield action, f"{name}={text!r}", {**fields, name: text}


@pytest.mark.django_db
def test_forms_with_hostile_values(visit, scene):
    _, names = scene

    def answers():
        for route in ADDRESSES:
            page = visit("get", filled(route, names))
            if page.status_code != 200 or "html" not in page.get("Content-Type", ""):
                continue
            forms = Forms()
            forms.feed(page.content.decode())
            for action, what, data in spoilt(forms):
                address = action or filled(route, names)
                yield f"{route} → {action} {what}", visit("post", address, data)

    assert broken(answers()) == []
