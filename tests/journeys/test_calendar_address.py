"""The secret address of a calendar on a phone: made, copied, and shown without a script too."""

import pytest
from playwright.sync_api import expect

from tests.factories.people import make_patient

from .signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
PAGE = "/settings/reminders/calendar/"


def test_the_address_is_made_and_copied(open_phone, live_server):
    page = open_phone(permissions=["clipboard-read", "clipboard-write"])
    sign_in(page, make_patient().user, live_server.url)
    page.goto(PAGE)

    page.get_by_role("button", name="カレンダーのアドレスを作る").click()
    page.get_by_role("button", name="アドレスをコピーする").click()

    expect(page.get_by_text("コピーしました。")).to_be_visible()
    shown = page.locator("#calendar-address").inner_text().strip()
    assert page.evaluate("navigator.clipboard.readText()") == shown
    webcal = page.get_by_role("link", name="カレンダーに入れる").get_attribute("href")
    assert webcal.split("://") == ["webcal", shown.split("://")[1]]


def test_without_a_script_the_address_is_there_to_be_chosen(open_phone, live_server):
    page = open_phone(java_script=False)
    sign_in(page, make_patient().user, live_server.url)
    page.goto(PAGE)

    page.get_by_role("button", name="カレンダーのアドレスを作る").click()

    expect(page.locator("#calendar-address")).to_be_visible()
    expect(page.get_by_role("button", name="アドレスをコピーする")).to_be_hidden()
