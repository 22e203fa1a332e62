"""A slip and a PS on a phone, with and without JavaScript."""

import pytest
from django.utils import timezone

from ldn_app.clock import clock_of
from tests.architecture.test_addresses import ADDRESSES
from tests.factories.people import make_patient

from .axe import complaints_of_axe
from .signed_in import sign_in
from .test_every_page import address_of, fill_papers
from .test_look_of_pages import PRESSABLE

ROOMS = ("labs/", "questionnaires/", "medicines/", "supply/")
PAPERS = [
    route
    for route, (_, method) in ADDRESSES.items()
    if route.startswith(ROOMS) and method == "GET" and "<day:" not in route
]

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no script"])
def test_a_slip_is_copied_and_comes_back_with_its_range(open_phone, live_server, java_script):
    page = open_phone(java_script=java_script)
    sign_in(page, make_patient().user, live_server.url)
    page.goto("/check-in/")
    page.get_by_role("link", name="検査の値").click()
    page.get_by_role("link", name="検査の紙を記録する").click()

    page.get_by_label("検査を受けた日").fill("2026-11-10")
    line = page.get_by_role("group", name="AST")
    line.get_by_label("結果").fill("２２")
    line.locator("summary").click()
    line.get_by_label("範囲の下").fill("13")
    line.get_by_label("範囲の上").fill("30")
    page.get_by_role("button", name="記録する", exact=True).click()

    row = page.get_by_role("link", name="AST 22 U/L")
    assert "紙の範囲 13〜30 — 範囲の中" in row.inner_text()


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no script"])
def test_ps_is_one_tap(open_phone, live_server, java_script):
    page = open_phone(java_script=java_script)
    sign_in(page, make_patient().user, live_server.url)
    page.goto("/questionnaires/ps/")

    page.get_by_role("button", name="6 調子のよい日には").click()

    page.get_by_text("生活の制限(PS)を6と記録しました。").wait_for()
    assert page.get_by_role("button", pressed=True).count() == 1
    if java_script:
        assert complaints_of_axe(page) == []


@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("text_size", ["normal", "large"])
def test_nothing_is_cut_off_and_everything_is_large_enough(
    open_phone, live_server, text_size, width
):
    patient = make_patient(text_size=text_size)
    names = fill_papers(patient, clock_of(patient).day_of(timezone.now()))
    page = open_phone()
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, patient.user, live_server.url)

    for route in PAPERS:
        page.goto(address_of(route, names))

        assert page.evaluate("document.documentElement.scrollWidth") <= width, route
        targets = page.evaluate(PRESSABLE)
        assert [one for one in targets if one["height"] < 56 or one["width"] < 44] == [], route
