"""One at a time for each person, few at a time in all."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpResponse

from ldn_app.ui import heavy_work as subject
from ldn_app.ui.heavy_work import NoPlace, heavy_work, place_for


@pytest.fixture(autouse=True)
def impatient(monkeypatch):
    monkeypatch.setattr(subject, "PATIENCE_SECONDS", 0.01)


def test_a_person_has_one_place():
    with place_for("a"), pytest.raises(NoPlace), place_for("a"):
        pass
    with place_for("a"):
        pass


def test_there_are_few_places_in_all():
    with place_for("a"), place_for("b"), pytest.raises(NoPlace), place_for("c"):
        pass
    with place_for("c"):
        pass


def test_an_error_gives_the_place_back():
    for _ in range(5):
        with pytest.raises(RuntimeError), place_for("a"):
            raise RuntimeError


def test_the_second_request_of_a_person_is_told_when_to_come_back(rf):
    request = rf.get("/")
    request.user = AnonymousUser()
    inner = []

    @heavy_work
    def view(request):
        if not inner:
            inner.append(None)
            inner[0] = view(request)
        return HttpResponse("made")

    assert view(request).content == b"made"
    assert inner[0].status_code == 429
    assert inner[0]["Retry-After"] == "10"
    assert "まだ作っています" in inner[0].content.decode()


def test_two_browsers_behind_one_address_are_two_persons(rf):
    one, other = rf.get("/", headers={"Cookie": "a=1"}), rf.get("/", headers={"Cookie": "a=2"})
    for request in (one, other):
        request.user = AnonymousUser()

    @heavy_work
    def inner(request):
        return HttpResponse("made")

    @heavy_work
    def outer(request):
        return inner(other)

    assert outer(one).status_code == 200
