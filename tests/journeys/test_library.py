"""Reading in the library with a phone: notes, words, readings, search, paper."""

import re

import pytest

from education.registry import catalogue
from tests.factories.people import make_patient

from .axe import complaints_in_both_colours, complaints_of_axe
from .signed_in import sign_in

PAGE = "/learn/never-together/"
LOOKED_AT = ["/learn/", PAGE, "/learn/studies-1/", "/learn/claims/", "/learn/words/"]
LOOKED_AT += ["/learn/sources/", "/learn/search/", "/learn/en/at-the-hospital/"]
LOOKED_AT += ["/learn/for-doctors/", "/learn/changes/", PAGE + "print/"]

READING = ".answer p > ruby > rt"

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("address", LOOKED_AT)
def test_axe_finds_nothing_serious_and_nothing_is_cut_off(phone, address):
    phone.goto(address)

    assert complaints_in_both_colours(phone) == []
    assert phone.evaluate("document.documentElement.scrollWidth") <= 390


def test_axe_finds_nothing_serious_on_any_text(phone):
    complaints = {}
    for text in catalogue().pages:
        phone.goto(f"/learn/{text.slug}/")
        if found := complaints_of_axe(phone):
            complaints[text.slug] = found

    assert complaints == {}


@pytest.mark.parametrize("width", [320, 390])
def test_large_text_with_readings_fits(open_phone, live_server, width):
    page = open_phone()
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, make_patient(text_size="large", furigana=True).user, live_server.url)

    for address in LOOKED_AT:
        page.goto(address)

        assert page.evaluate("document.documentElement.scrollWidth") <= width, address


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no script"])
def test_a_note_opens_and_closes_with_the_keyboard(open_phone, java_script):
    page = open_phone(java_script=java_script)
    page.goto(PAGE)
    note = page.get_by_role("button", name="出典1", exact=True).first
    told = page.locator("#n1")

    assert told.is_hidden()
    note.focus()
    page.keyboard.press("Enter")
    told.wait_for(state="visible")
    assert "添付文書" in told.inner_text()
    page.keyboard.press("Tab")
    page.keyboard.press("Escape")
    told.wait_for(state="hidden")
    assert "出典1" in page.locator(":focus").get_attribute("aria-label")


def test_a_word_opens_on_tap_and_closes_beside_it(phone):
    phone.goto(PAGE)
    word = phone.locator("button.term").first

    word.tap()
    told = phone.locator(f"#{word.get_attribute('popovertarget')}")
    told.wait_for(state="visible")
    assert told.bounding_box()["y"] > 300
    told.get_by_role("button", name="とじる").tap()
    told.wait_for(state="hidden")


def test_a_finger_hits_a_note(phone):
    phone.goto(PAGE)
    box = phone.locator(".answer button.note").first.bounding_box()

    phone.touchscreen.tap(box["x"] + box["width"] / 2, box["y"] - 6)

    phone.locator("#n1").wait_for(state="visible")


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no script"])
def test_readings_are_switched_on_and_stay_on_the_next_page(open_phone, java_script):
    page = open_phone(java_script=java_script)
    page.goto(PAGE)
    assert page.locator(READING).first.is_hidden()

    with page.expect_navigation():
        page.get_by_role("button", name="ふりがなをつける").tap()

    assert page.url.endswith(PAGE)
    assert page.locator(READING).first.is_visible()
    assert page.locator(READING).first.get_attribute("aria-hidden") == "true"
    page.goto("/learn/timing/")
    assert page.locator(READING).first.is_visible()
    with page.expect_navigation():
        page.get_by_role("button", name="ふりがなを消す").tap()
    assert page.locator(READING).first.is_hidden()


def test_search_answers_while_one_types(phone):
    phone.goto("/learn/search/")

    phone.get_by_role("searchbox").press_sequentially("しゅじゅつ", delay=20)

    found = phone.locator("#found").get_by_role("link").first
    found.wait_for()
    assert phone.url.endswith("/learn/search/")
    phone.locator("#found").get_by_role("link", name=re.compile("手術・歯科")).tap()
    phone.wait_for_url("**/learn/at-the-hospital/")


def test_search_says_honestly_that_there_is_nothing(phone):
    phone.goto("/learn/search/")

    phone.get_by_role("searchbox").fill("ぬるぽ")

    phone.get_by_text("見つかりませんでした").wait_for()
    assert phone.get_by_text("問題がないという意味ではありません").is_visible()


def test_search_works_without_a_script_from_the_contents(open_phone):
    page = open_phone(java_script=False)
    page.goto("/learn/")

    page.get_by_role("searchbox").fill("ﾅﾙﾄﾚｷｿﾝ")
    page.get_by_role("button", name="さがす").tap()

    page.wait_for_url("**/learn/search/")
    assert page.get_by_role("searchbox").input_value() == "ﾅﾙﾄﾚｷｿﾝ"
    assert page.locator("#found a[href='/learn/what-it-is/']").first.is_visible()


@pytest.mark.parametrize("address", [PAGE, PAGE + "print/"])
def test_on_paper_notes_are_numbers_and_words_are_listed(phone, address):
    phone.goto(address)
    phone.emulate_media(media="print")

    assert phone.locator(".pop:visible").count() == 0
    assert phone.locator(".text-terms").is_visible()
    assert phone.locator("#source-1").is_visible()
    assert phone.locator(".furigana:visible").count() == 0
    mark = "getComputedStyle(document.querySelector('.note'), '::before').content"
    assert phone.evaluate(mark) == '"["'


def test_tables_behind_pictures_are_open_on_paper(phone):
    phone.goto("/learn/studies-1/")
    phone.emulate_media(media="print")

    assert phone.locator(".picture__table table").first.is_visible()


def test_a_browser_without_popovers_shows_a_note_while_it_is_pressed(phone):
    """Taken from a real browser by making the condition of the style sheet come true."""
    phone.goto(PAGE)

    rules = phone.evaluate(
        "[...document.styleSheets].flatMap(sheet => [...sheet.cssRules])"
        ".flatMap(layer => [...(layer.cssRules ?? [])])"
        ".filter(rule => rule.conditionText?.includes(':popover-open'))"
        ".map(rule => rule.cssText)"
    )

    [fallback] = rules
    assert ".note:focus + .pop" in fallback
    assert ".term:focus + .pop" in fallback
