"""How a person wants pages to look, and what every page carries."""

import json

import pytest
from django.contrib.auth.models import AnonymousUser
from django.template.loader import render_to_string
from django.test import RequestFactory

from ldn_app.accounts.backends import AccountBackend
from ldn_app.ui.context_processors import look
from tests.factories.people import make_clinician, make_patient, make_user

from .markup import Markup


def request_of(user):
    request = RequestFactory().get("/tonight/")
    request.user = user
    return request


@pytest.mark.django_db
def test_a_patients_wishes_reach_every_page_without_a_query(django_assert_num_queries):
    patient = make_patient(theme="dark", text_size="large", furigana=True)
    user = AccountBackend().get_user(patient.user_id)

    with django_assert_num_queries(0):
        found = look(request_of(user))

    assert found["theme"] == "dark"
    assert found["text_size"] == "large"
    assert found["furigana"] is True
    assert found["is_patient"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("make", [make_user, lambda: make_clinician().user])
def test_others_get_the_defaults_without_a_query(make, django_assert_num_queries):
    user = AccountBackend().get_user(make().pk)

    with django_assert_num_queries(0):
        found = look(request_of(user))

    assert (found["theme"], found["text_size"], found["is_patient"]) == ("auto", "normal", False)


def test_a_guest_gets_the_defaults():
    found = look(request_of(AnonymousUser()))

    assert (found["theme"], found["text_size"], found["is_patient"]) == ("auto", "normal", False)


def page_for(**context) -> Markup:
    return Markup(render_to_string("base.html", context))


def test_a_patients_page_is_dressed_as_they_wish():
    page = page_for(theme="dark", text_size="large", is_patient=True)

    assert page.all("html", lang="ja", data_theme="dark", data_text="large")
    assert page.all("nav")
    assert [meta["content"] for meta in page.all("meta", name="theme-color")] == ["#131217"]


def test_without_a_wish_the_page_follows_the_device():
    page = page_for()

    assert page.all("html", data_theme="auto", data_text="normal")
    assert len(page.all("meta", name="theme-color")) == 2


def test_the_theme_colour_is_the_colour_of_the_page():
    from .css_tokens import themes

    metas = page_for().all("meta", name="theme-color")

    assert [meta["content"] for meta in metas] == [
        themes()["light"]["--color-page"],
        themes()["dark"]["--color-page"],
    ]


def test_htmx_keeps_no_page_and_needs_no_unsafe_policy():
    (meta,) = page_for().all("meta", name="htmx-config")

    config = json.loads(meta["content"])
    assert config["historyCacheSize"] == 0
    assert config["allowEval"] is False
    assert config["includeIndicatorStyles"] is False
    assert {"code": "422", "swap": True} in config["responseHandling"]


def test_a_plain_page_loads_no_script():
    assert not page_for(is_patient=True).all("script")


@pytest.mark.django_db
def test_the_home_page_says_what_it_is_and_what_it_is_not(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/")

    text = response.content.decode()
    page = Markup(text)
    assert page.complaints == []
    assert "診断はしません" in text
    assert "薬は売りません" in text
    for address in ("/accounts/signup/", "/accounts/login/", "/learn/"):
        assert page.all("a", href=address)
    assert "<title>はじめに – 記録ノート</title>" in text


@pytest.mark.django_db
def test_a_patient_at_home_goes_on_to_tonight(client):
    client.force_login(make_patient().user)

    assert client.get("/").url == "/tonight/"


@pytest.mark.django_db
def test_a_doctor_at_home_stays_there(client):
    client.force_login(make_clinician().user)

    response = client.get("/")

    assert response.status_code == 200
    assert "/accounts/signup/" not in response.content.decode()
    assert Markup(response.content.decode()).all("a", href="/shared/")
