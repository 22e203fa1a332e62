"""Every page that this house shows to guests and around sign-in, as a phone shows it."""

import pytest

from tests.factories.people import make_patient

from .axe import complaints_in_both_colours, complaints_of_axe
from .signed_in import sign_in

FOR_GUESTS = ["/", "/learn/", "/accounts/login/", "/accounts/signup/", "/nowhere/"]
FOR_GUESTS += ["/accounts/password/reset/", "/accounts/login/code/"]
FOR_PATIENTS = ["/accounts/2fa/", "/accounts/2fa/webauthn/", "/accounts/2fa/webauthn/add/"]
FOR_PATIENTS += ["/accounts/2fa/totp/activate/", "/accounts/sessions/", "/accounts/email/"]
FOR_PATIENTS += ["/accounts/password/set/", "/accounts/logout/", "/learn/", "/nowhere/"]

# Everything that can be pressed, with its place; links inside a sentence need no size (WCAG 2.5.8).
# What is laid out only when one scrolls to it, is laid out for the measuring.
PRESSABLE = """() => { for (const one of document.querySelectorAll('*'))
  one.style.contentVisibility = 'visible';
  return [...document.querySelectorAll('a, button, summary, label, select, textarea,'
  + 'input:not([type=hidden], [type=radio], [type=checkbox])')]
  .filter(one => one.checkVisibility() && !one.closest('p, .field__help, .skip-link'))
  .filter(one => !(one.matches('label') && one.htmlFor))
  .map(one => { const box = one.getBoundingClientRect(); return {
    name: one.innerText || one.name, top: box.top, left: box.left,
    width: box.width, height: box.height } }) }"""


def too_close(one: dict, other: dict) -> bool:
    """Whether less than 8 px lie between two targets that do not touch each other's row."""
    across = max(one["left"], other["left"]) - min(
        one["left"] + one["width"], other["left"] + other["width"]
    )
    down = max(one["top"], other["top"]) - min(
        one["top"] + one["height"], other["top"] + other["height"]
    )
    return max(across, down) < 8


@pytest.mark.django_db(transaction=True)
def test_guests_pages_can_be_used_by_everybody(phone):
    for address in FOR_GUESTS:
        phone.goto(address)

        assert complaints_in_both_colours(phone) == [], address


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_patients_pages_can_be_used_by_everybody(open_phone, live_server, theme):
    """In the colours that the patient chose, whatever the phone's are."""
    page = open_phone(dark=theme == "light")
    sign_in(page, make_patient(theme=theme).user, live_server.url)

    for address in FOR_PATIENTS:
        page.goto(address)

        assert page.get_by_role("navigation", name="主なページ").is_visible()
        assert complaints_of_axe(page) == [], address


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [390, 320])
@pytest.mark.parametrize("text_size", ["normal", "large"])
def test_nothing_is_cut_off_and_everything_is_large_enough(
    open_phone, live_server, text_size, width
):
    page = open_phone()
    page.set_viewport_size({"width": width, "height": 844})
    sign_in(page, make_patient(text_size=text_size).user, live_server.url)

    for address in FOR_PATIENTS:
        page.goto(address)

        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
        assert float(page.evaluate("parseFloat(getComputedStyle(document.body).fontSize)")) == (
            18 if text_size == "normal" else 22
        )
        targets = page.evaluate(PRESSABLE)
        assert [one for one in targets if one["height"] < 56 or one["width"] < 44] == [], address


@pytest.mark.django_db(transaction=True)
def test_targets_keep_their_distance(open_phone):
    page = open_phone()

    for address in FOR_GUESTS:
        page.goto(address)
        targets = page.evaluate(PRESSABLE)
        pairs = [
            (one["name"], other["name"])
            for at, one in enumerate(targets)
            for other in targets[at + 1 :]
            if too_close(one, other)
        ]

        assert pairs == [], address


@pytest.mark.django_db(transaction=True)
def test_a_first_visit_is_small_and_needs_no_script(open_phone):
    page = open_phone()
    answers = []
    page.on("response", lambda answer: answers.append(answer))

    page.goto("/", wait_until="networkidle")

    sizes = {one.url: len(one.body()) for one in answers}
    assert len(sizes) <= 5, sizes
    assert not [url for url in sizes if url.endswith(".js")]


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("dark", [False, True])
def test_the_night_is_dark_from_the_first_paint(open_phone, dark):
    page = open_phone(dark=dark)

    page.goto("/")

    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == ("rgb(19, 18, 23)" if dark else "rgb(250, 247, 241)")
