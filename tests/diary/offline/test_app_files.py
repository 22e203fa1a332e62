"""The manifest and the service worker."""

import re

import pytest
from django.contrib.staticfiles import finders

from diary.offline import views
from tests.factories.people import make_patient


def test_the_app_has_a_neutral_name_and_icons_for_every_shape(client, settings):
    told = client.get("/manifest.webmanifest")
    app = told.json()

    assert told["Content-Type"] == "application/manifest+json"
    assert {app["name"], app["short_name"]} == {settings.NEUTRAL_NAME}
    assert "LDN" not in told.content.decode()
    shapes = {(icon["sizes"], icon["purpose"]) for icon in app["icons"]}
    assert shapes >= {("192x192", "any"), ("512x512", "any"), ("512x512", "maskable")}
    for icon in app["icons"]:
        assert finders.find(icon["src"].removeprefix("/static/"))


def test_the_worker_serves_the_whole_site_and_is_asked_for_anew(client):
    worker = client.get("/sw.js")

    assert worker["Content-Type"].startswith("text/javascript")
    assert worker["Cache-Control"] == "no-cache"
    assert "worker-src 'self'" in worker["Content-Security-Policy"]
    for name in (*views.SHELL, *views.WORKER):
        assert finders.find(name), name


def test_the_worker_is_another_one_when_a_file_is(client, monkeypatch):
    def version():
        return re.search(r'"version": "(\w+)"', client.get("/sw.js").content.decode())[1]

    before = version()
    monkeypatch.setattr(views, "static", lambda name: f"/static/{name}?newer")

    assert version() != before


@pytest.mark.django_db
def test_guests_get_neither_worker_nor_mark(client):
    page = client.get("/").content.decode()

    assert "phone/" not in page
    assert "manifest" not in page
    assert "record-owner" not in page


@pytest.mark.django_db
def test_a_patient_gets_a_mark_that_tells_nothing(client):
    patient = make_patient()
    client.force_login(patient.user)

    page = client.get("/tonight/").content.decode()

    mark = re.search(r'name="record-owner" content="([0-9a-f]{32})"', page)
    assert mark
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
