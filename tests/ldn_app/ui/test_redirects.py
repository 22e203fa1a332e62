import pytest
from django.test import RequestFactory

from ldn_app.ui.redirects import safe_next


@pytest.mark.parametrize("wanted", ["/month/?page=2", "/tonight/"])
def test_our_own_address_is_followed(wanted):
    assert safe_next(RequestFactory().post("/", {"next": wanted})) == wanted
    assert safe_next(RequestFactory().get("/", {"next": wanted})) == wanted


@pytest.mark.parametrize(
    "wanted",
    [
        "",
        "https://elsewhere.example/",
        "//elsewhere.example/",
        "///elsewhere.example",
        "/\\elsewhere.example",
        "http:elsewhere.example",
        "javascript:alert(1)",
        "https://testserver@elsewhere.example/",
    ],
)
def test_anything_else_becomes_the_default(wanted):
    assert safe_next(RequestFactory().post("/", {"next": wanted})) == "/tonight/"


def test_plain_http_is_no_target_from_a_secure_page():
    request = RequestFactory().get("/", {"next": "http://testserver/month/"}, secure=True)

    assert safe_next(request, default="home") == "/"


@pytest.mark.parametrize("wanted", ["abc", "doses:today", "tonight/", "http://[", "/" + "a" * 3000])
def test_what_is_no_address_becomes_the_default(wanted):
    assert safe_next(RequestFactory().post("/", {"next": wanted})) == "/tonight/"
