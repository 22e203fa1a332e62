"""Every page of the library, as everybody gets it: no query, no cookie, light, neutral outside."""

import gzip
import json
import re

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from education.checks.shape import TELLING
from education.registry import catalogue
from tests.factories.people import make_patient
from tests.ldn_app.ui.markup import Markup

MADE = ("", "search/", "claims/", "words/", "changes/", "sources/")
WRITTEN = tuple(f"{page.slug}/" for page in catalogue().pages)
ENGLISH = tuple(f"en/{page.slug}/" for page in catalogue().english)
PRINTED = tuple(f"{page.slug}/print/" for page in catalogue().pages)
ALL = (*MADE, *WRITTEN, *ENGLISH, *PRINTED)
MOST_GZ_BYTES = 60_000

pytestmark = pytest.mark.django_db


def gz(content: bytes) -> int:
    return len(gzip.compress(content, 6))


def sheet_of(name: str) -> bytes:
    with open(finders.find(name), "rb") as file:
        return file.read()


@pytest.mark.parametrize("path", ALL)
def test_a_page_is_whole_and_costs_no_query_and_sets_no_cookie(
    client, django_assert_num_queries, path
):
    with django_assert_num_queries(0):
        answer = client.get(f"/learn/{path}")

    page = Markup(answer.content.decode())
    assert answer.status_code == 200
    assert page.complaints == []
    assert not answer.cookies
    assert len(page.all("h1")) == 1
    ids = {given["id"] for _tag, given in page.tags if "id" in given}
    loose = [b["popovertarget"] for b in page.all("button") if "popovertarget" in b]
    assert set(loose) <= ids
    inside = {one["href"][1:] for one in page.all("a") if one["href"].startswith("#")}
    assert {name for name in inside if name not in ids and "%" not in name} == set()


@pytest.mark.parametrize("path", [*MADE, *WRITTEN, *ENGLISH])
def test_tab_address_and_preview_tell_an_onlooker_nothing(client, path):
    page = client.get(f"/learn/{path}").content.decode()

    title = re.search(r"<title>(.*?)</title>", page)[1]
    previews = re.findall(r'<meta property="og:[^"]+" content="([^"]*)"', page)
    assert title.endswith(" – 記録ノート")
    assert len(previews) == 5
    for face in (path, title, *previews):
        assert not TELLING.search(face), face
    assert 'name="robots" content="noindex"' not in page


@pytest.mark.parametrize("path", ["search/", "what-it-is/", "claims/", "sources/"])
def test_what_a_page_weighs_with_everything(client, path):
    page = client.get(f"/learn/{path}").content
    weight = gz(page) + gz(sheet_of("css/app.css")) + gz(sheet_of("css/library.css"))
    for script in Markup(page.decode()).all("script"):
        if "src" in script:
            weight += gz(sheet_of(script["src"].removeprefix("/static/")))

    assert weight + gz(sheet_of("icons/icon.svg")) <= MOST_GZ_BYTES


@pytest.mark.parametrize("path", ALL)
def test_no_page_is_heavy(client, path):
    sheets = gz(sheet_of("css/app.css")) + gz(sheet_of("css/library.css"))

    assert gz(client.get(f"/learn/{path}").content) + sheets <= MOST_GZ_BYTES - 25_000


@pytest.mark.parametrize("page", catalogue().pages, ids=lambda page: page.slug)
def test_a_page_answers_first_and_then_says_how_sure_and_when(client, page):
    text = client.get(f"/learn/{page.slug}/").content.decode()

    places = [
        text.index(mark) for mark in ("<h1", 'class="answer"', "見直した日", 'class="text-body"')
    ]
    assert places == sorted(places)
    for mark in ("まだわかっていないこと", "だれに、いつ聞くか", 'id="sources"'):
        assert mark in text
    assert text.count('<li id="source-') == len(page.sources)


@pytest.mark.parametrize("path", [*WRITTEN, *ENGLISH])
def test_the_data_for_search_engines_can_be_read(client, path):
    text = client.get(f"/learn/{path}").content.decode()

    [block] = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text)
    data = json.loads(block)
    assert data["@type"] == "MedicalWebPage"
    assert data["inLanguage"] in {"ja", "en"}
    assert data["citation"]
    assert data["url"] in text
    assert data["lastReviewed"] == "2026-11-22"


def test_a_page_past_its_review_says_so(client, time_machine):
    time_machine.move_to("2029-01-01T00:00:00Z")

    text = client.get("/learn/status/").content.decode()

    assert "見直しの時期を過ぎています" in text


def test_an_unknown_page_is_a_404(client):
    assert client.get("/learn/nothing/").status_code == 404
    assert client.get("/learn/en/timing/").status_code == 404
    assert client.get("/learn/nothing/print/").status_code == 404


@pytest.mark.parametrize("header", [{}, {"HTTP_HX_REQUEST": "true"}])
def test_search_answers_with_the_page_and_keeps_the_words_out_of_the_address(header):
    answer = Client(enforce_csrf_checks=True).post(
        "/learn/search/", {"words": "なるとれきそん"}, **header
    )

    text = answer.content.decode()
    assert answer.status_code == 200
    assert Markup(text).complaints == []
    assert 'href="/learn/what-it-is/"' in text
    assert 'method="post"' in text
    assert "?words" not in text


def test_nothing_found_is_not_called_harmless(client):
    text = client.post("/learn/search/", {"words": "<b>ぬるぽ"}).content.decode()

    assert "「&lt;b&gt;ぬるぽ」は、見つかりませんでした。" in text
    assert "問題がないという意味ではありません" in text
    assert "医師か薬剤師" in text


def test_furigana_is_remembered_by_the_browser_of_a_guest(client):
    assert "data-furigana" not in client.get("/learn/timing/").content.decode()

    answer = client.post("/learn/furigana/", {"furigana": "on", "next": "/learn/timing/"})

    assert answer.url == "/learn/timing/"
    assert 'data-furigana="on"' in client.get("/learn/timing/").content.decode()
    client.post("/learn/furigana/", {"furigana": "off"})
    assert "data-furigana" not in client.get("/learn/timing/").content.decode()


def test_the_furigana_switch_leads_to_no_other_host(client):
    answer = client.post("/learn/furigana/", {"furigana": "on", "next": "https://evil.example/"})

    assert answer.url == "/learn/"


@pytest.mark.parametrize("wish", [True, False])
def test_a_patients_setting_holds_whatever_the_browser_remembers(client, wish):
    client.force_login(make_patient(furigana=wish).user)
    client.cookies["furigana"] = "off" if wish else "on"

    text = client.get("/learn/timing/").content.decode()

    assert ('data-furigana="on"' in text) is wish
    assert "/settings/change/furigana/" in text


def test_claims_can_be_linked_one_by_one(client):
    text = client.get("/learn/claims/").content.decode()

    assert all(f'id="claim-{number}"' in text for number in range(1, 42))


def test_crawlers_find_every_page_and_nothing_else(client):
    robots = client.get("/robots.txt").content.decode()
    places = re.findall(r"<loc>([^<]+)</loc>", client.get("/sitemap.xml").content.decode())

    assert "Disallow: /\n" in robots
    assert "/sitemap.xml" in robots
    assert len(places) == len(MADE) - 1 + len(WRITTEN) + len(ENGLISH)
    for place in places:
        assert client.get(place.split("/", 3)[3].join(["/", ""])).status_code == 200
