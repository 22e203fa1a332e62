"""So many at work, so many in line, the rest is told to come back; the probe passes by."""

import threading
from urllib.parse import urlencode

import pytest
from django.test import RequestFactory

from ldn_app.web.gate import Gate, no_room
from tests.waiting import DEADLINE_SECONDS, wait_until


def environ_of(path: str, **more) -> dict:
    return RequestFactory().generic("GET", path, **more).environ


class SlowSite:
    """Answers when it is told to; counts how many are in it."""

    def __init__(self) -> None:
        self.go_on = threading.Event()
        self.inside = 0
        self.most = 0
        self._lock = threading.Lock()

    def __call__(self, environ, start_response):
        with self._lock:
            self.inside += 1
            self.most = max(self.most, self.inside)
        if environ["PATH_INFO"] != "/healthz":
            assert self.go_on.wait(DEADLINE_SECONDS)
        with self._lock:
            self.inside -= 1
        start_response("200 OK", [])
        return [b"ok"]


class Visitor(threading.Thread):
    """One request; ``status`` and ``headers`` once it was answered."""

    def __init__(self, gate: Gate, path: str = "/") -> None:
        super().__init__(daemon=True)
        self.gate, self.path = gate, path
        self.status, self.headers, self.body = "", {}, b""

    def run(self) -> None:
        def start_response(status, headers, exc_info=None):
            self.status, self.headers = status, dict(headers)

        answer = self.gate(environ_of(self.path), start_response)
        self.body = b"".join(answer)
        getattr(answer, "close", lambda: None)()


@pytest.fixture
def site():
    site = SlowSite()
    yield site
    site.go_on.set()


def arrive(gate, count):
    visitors = [Visitor(gate) for _ in range(count)]
    for visitor in visitors:
        visitor.start()
    return visitors


def answered(visitors):
    return [visitor for visitor in visitors if not visitor.is_alive()]


def test_the_house_takes_as_many_as_it_has_places_and_sends_the_rest_away(site):
    gate = Gate(site, at_work=2, may_wait=3, patience_seconds=DEADLINE_SECONDS)

    visitors = arrive(gate, 9)
    wait_until(lambda: len(answered(visitors)) == 4, "nobody was sent away")
    sent_away = answered(visitors)
    site.go_on.set()
    for visitor in visitors:
        visitor.join(DEADLINE_SECONDS)

    assert {visitor.status for visitor in sent_away} == {"503 Service Unavailable"}
    for visitor in sent_away:
        assert visitor.headers["Retry-After"] == "5"
        assert "no-store" in visitor.headers["Cache-Control"]
        assert "ただいま混み合っています" in visitor.body.decode()
    assert [one.status for one in visitors].count("200 OK") == 5
    assert site.most == 2


def test_whoever_waits_too_long_is_sent_away(site):
    gate = Gate(site, at_work=1, may_wait=5, patience_seconds=0.01)

    visitors = arrive(gate, 3)
    wait_until(lambda: len(answered(visitors)) == 2, "they wait for ever")
    site.go_on.set()
    for visitor in visitors:
        visitor.join(DEADLINE_SECONDS)

    assert sorted(visitor.status[:3] for visitor in visitors) == ["200", "503", "503"]


def test_the_probe_is_answered_in_a_full_house(site):
    gate = Gate(site, at_work=1, may_wait=0, patience_seconds=DEADLINE_SECONDS)
    arrive(gate, 1)
    wait_until(lambda: site.inside == 1, "nobody came in")

    probe = Visitor(gate, "/healthz")
    probe.start()
    probe.join(DEADLINE_SECONDS)

    assert probe.status == "200 OK"


def test_a_place_is_given_back_after_an_error_and_after_an_answer_that_is_closed_twice(site):
    def broken(environ, start_response):
        raise RuntimeError

    gate = Gate(broken, at_work=1, may_wait=0, patience_seconds=0.01)
    for _ in range(3):
        with pytest.raises(RuntimeError):
            gate(environ_of("/"), lambda *_: None)

    site.go_on.set()
    gate = Gate(site, at_work=1, may_wait=0, patience_seconds=0.01)
    for _ in range(3):
        answer = gate(environ_of("/"), lambda *_: None)
        answer.close()
        answer.close()
    visitors = arrive(gate, 1)
    visitors[0].join(DEADLINE_SECONDS)
    assert visitors[0].status == "200 OK"


def test_a_place_is_held_until_the_answer_is_produced(site):
    site.go_on.set()
    gate = Gate(site, at_work=1, may_wait=0, patience_seconds=0.01)
    first = gate(environ_of("/"), lambda *_: None)

    second = Visitor(gate)
    second.run()

    assert second.status.startswith("503")
    first.close()


def posted(typed: dict, **headers):
    """What a browser gets that posts ``typed`` where there is no room."""
    given = RequestFactory().post(
        "/visits/new/?next=/visits/",
        urlencode(typed),
        content_type="application/x-www-form-urlencoded",
        **headers,
    )
    told = {}

    def start_response(status, headers, exc_info=None):
        told["status"], told["headers"] = status, dict(headers)

    body = b"".join(no_room(given.environ, start_response)).decode()
    return told["status"], told["headers"], body


def test_what_was_typed_comes_back_with_a_button(settings):
    here = {"HTTP_ORIGIN": "http://testserver", "HTTP_COOKIE": "csrf=" + "a" * 32}
    typed = {"clinic": "架空内科 <b>", "note": "めまいがした", "csrfmiddlewaretoken": "x"}

    status, headers, body = posted(typed, **here)

    assert status == "503 Service Unavailable"
    assert headers["Retry-After"] == "5"
    assert 'action="/visits/new/?next=/visits/"' in body
    assert 'name="clinic" value="架空内科 &lt;b&gt;"' in body
    assert 'value="めまいがした"' in body
    assert "まだ記録されていません" in body


@pytest.mark.parametrize(
    "headers",
    [
        {"HTTP_ORIGIN": "https://elsewhere.example"},
        {"HTTP_ORIGIN": "http://testserver", "CONTENT_LENGTH": "9" * 30},
        {"HTTP_ORIGIN": "http://testserver", "CONTENT_LENGTH": "300000"},
        {"HTTP_ORIGIN": "http://testserver", "HTTP_HOST": "a b"},
    ],
)
def test_what_a_stranger_or_a_flood_sends_does_not(headers):
    status, _headers, body = posted({"note": "めまいがした"}, **headers)

    assert status == "503 Service Unavailable"
    assert "めまい" not in body
