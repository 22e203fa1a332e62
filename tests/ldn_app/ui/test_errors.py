"""The pages that say what went wrong: in our look, and without losing what was typed."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import HttpResponse
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import path

from ldn_app import urls as site
from ldn_app.ui import errors

from .markup import Markup


def refuse(request):
    raise PermissionDenied


def suspect(request):
    raise SuspiciousOperation


def break_down(request):
    raise RuntimeError("x")


def write(request):
    return HttpResponse("written")


urlpatterns = [
    path("refuse/", refuse),
    path("suspect/", suspect),
    path("break/", break_down),
    path("write/", write),
    *site.urlpatterns,
]
handler400 = site.handler400
handler403 = site.handler403
handler404 = site.handler404
handler500 = site.handler500

pytestmark = pytest.mark.urls(__name__)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("address", "status", "words"),
    [
        ("/suspect/", 400, "このページは表示できません"),
        ("/refuse/", 403, "このページは開けません"),
        ("/nowhere/", 404, "ページが見つかりません"),
    ],
)
def test_mistakes_are_answered_in_our_look(client, address, status, words):
    response = client.get(address)

    page = response.content.decode()
    assert response.status_code == status
    assert words in page
    assert "記録ノート</title>" in page
    assert Markup(page).all("link", rel="stylesheet")
    assert Markup(page).complaints == []


def test_a_breakdown_needs_no_database_and_no_request(client):
    """Without the django_db mark any query would fail this test."""
    client.raise_request_exception = False

    response = client.get("/break/")

    assert response.status_code == 500
    assert "うまく動きませんでした" in response.content.decode()
    assert Markup(response.content.decode()).complaints == []


def test_too_many_tries_are_answered_in_our_look():
    page = render_to_string("429.html", request=RequestFactory().get("/"))

    assert "少し時間をおいてください" in page


@pytest.fixture
def strict_client() -> Client:
    return Client(enforce_csrf_checks=True)


def test_a_page_that_became_old_offers_what_was_typed_once_more(strict_client):
    typed = {"note": "夜中に\n目がさめた", "symptom": ["頭痛", "めまい"], "password": "geheim"}

    response = strict_client.post("/write/?day=22", typed, headers={"Origin": "http://testserver"})

    page = Markup(response.content.decode())
    assert response.status_code == 403
    assert page.complaints == []
    assert page.all("form", method="post", action="/write/?day=22")
    kept = [(given["name"], given["value"]) for given in page.all("input", type="hidden")]
    assert kept[0][0] == "csrfmiddlewaretoken"
    assert kept[1:] == [
        ("note", "夜中に\n目がさめた"),
        ("symptom", "頭痛"),
        ("symptom", "めまい"),
    ]
    assert "geheim" not in response.content.decode()
    assert "no-store" in response["Cache-Control"]


def test_only_what_a_person_wrote_is_shown_in_words(strict_client):
    typed = {"note": "目がさめた", "quality": "7", "dreams": "none"}

    response = strict_client.post("/write/", typed, headers={"Origin": "http://testserver"})

    shown = response.content.decode().partition("書いた文")[2]
    assert "目がさめた" in shown
    assert "none" not in shown


def test_what_is_offered_again_is_accepted_when_it_is_sent(strict_client):
    first = strict_client.post("/write/", {"note": "a"}, headers={"Origin": "http://testserver"})
    page = Markup(first.content.decode())
    fields = {given["name"]: given["value"] for given in page.all("input", type="hidden")}

    again = strict_client.post("/write/", fields, headers={"Origin": "http://testserver"})

    assert again.content == b"written"


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://elsewhere.example"},
        {"Origin": "null"},
        {"Referer": "https://elsewhere.example/"},
        {"Origin": "http://testserver", "Sec-Fetch-Site": "cross-site"},
        {},
    ],
)
def test_a_strangers_form_never_becomes_a_button_of_ours(strict_client, headers):
    response = strict_client.post("/write/", {"note": "from outside"}, headers=headers)

    assert response.status_code == 403
    assert "from outside" not in response.content.decode()
    assert not Markup(response.content.decode()).all("form")


def test_secrets_are_told_by_their_names():
    request = RequestFactory().post(
        "/x/",
        {"new_password1": "1", "login_code": "2", "credential": "3", "note": "4"},
    )

    assert errors._kept_fields(request) == [("note", "4")]
