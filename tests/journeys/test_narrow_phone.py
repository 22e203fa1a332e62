"""The narrowest phone with large text: no page is wider, whatever face the phone has."""

import os
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.conf import settings
from django.utils import timezone

from ldn_app.clock import clock_of
from tests.architecture.test_addresses import CLINICIAN, GRANT, PATIENT, PERSON
from tests.factories.people import make_clinician, make_grant, make_patient
from tests.waiting import DEADLINE_SECONDS

from .conftest import CHROMIUM, SWITCHES
from .signed_in import sign_in
from .test_every_page import address_of, fill, pages_of

pytestmark = pytest.mark.django_db(transaction=True)
NARROW = 320
TOO_WIDE = """(width) => [...document.querySelectorAll("body *")]
  .filter((one) => one.getBoundingClientRect().left + one.scrollWidth > width)
  .filter((one) => !one.closest(".visually-hidden"))
  .map((one) => `${one.tagName} ${one.className} ${one.textContent.trim().slice(0, 40)}`)"""


def only(folder: Path, cache: Path) -> str:
    return f"""<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>{folder}</dir><cachedir>{cache}</cachedir></fontconfig>"""


@pytest.fixture(params=["faces of the machine", "a wide Japanese face"])
def faces(request, tmp_path) -> dict[str, str]:
    """The environment of a browser that has these faces. The wide one is that of our papers."""
    if request.param == "faces of the machine":
        return {}
    config = tmp_path / "fonts.conf"
    config.write_text(only(settings.BASE_DIR / "static" / "fonts", tmp_path / "cache"))
    return {"FONTCONFIG_FILE": str(config)}


@pytest.fixture
def phone(driver, live_server, faces):
    with narrow_phone(driver, live_server.url, faces) as page:
        yield page


@contextmanager
def narrow_phone(driver, address: str, faces: dict[str, str]):
    path = str(CHROMIUM) if CHROMIUM.exists() else None
    environment = {**os.environ, **faces}
    browser = driver.chromium.launch(executable_path=path, args=SWITCHES, env=environment)
    screen = {"width": NARROW, "height": 568}
    context = browser.new_context(base_url=address, viewport=screen, is_mobile=True, has_touch=True)
    context.set_default_timeout(DEADLINE_SECONDS * 1000)
    yield context.new_page()
    browser.close()


def too_wide(page, routes, names) -> dict[str, list[str]]:
    found = {}
    for route in routes:
        page.goto(address_of(route, names))
        if page.evaluate("document.documentElement.scrollWidth") > NARROW:
            found[route] = page.evaluate(TOO_WIDE, NARROW)
    return found


def test_no_page_of_a_patient_or_a_reader_is_wider_than_the_phone(phone, live_server):
    patient = make_patient(text_size="large", display_name="なまえのとてもながいひと")
    names = fill(patient, clock_of(patient).day_of(timezone.now()))
    clinician = make_clinician()
    grant = make_grant(patient, clinician, may_comment=True)

    sign_in(phone, patient.user, live_server.url)
    found = too_wide(phone, [*pages_of(PATIENT), *pages_of(PERSON)], names)
    sign_in(phone, clinician.user, live_server.url)
    shared = {**names, "<uuid:public_id>": str(grant.public_id)}
    found |= too_wide(phone, [*pages_of(GRANT), *pages_of(CLINICIAN)], shared)

    assert found == {}


def test_the_first_of_a_month_is_written_on_one_line_when_it_is_today(phone, live_server):
    patient = make_patient(text_size="large")
    sign_in(phone, patient.user, live_server.url)
    phone.goto("/month/")
    today = phone.locator(".month__cell--today .month__date")

    boxes = []
    for label in ("8", "12/1"):
        today.evaluate("(date, label) => { date.textContent = label }", label)
        boxes.append(today.bounding_box())

    assert boxes[0]["height"] == boxes[1]["height"]
