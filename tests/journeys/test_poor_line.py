"""Lines that break in the middle, servers that fail, phones that are full, workers that change."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from diary.doses.models import Dose
from diary.doses.services.answers import record_dose_taken
from diary.doses.views import tonight as tonight_views
from diary.offline import views as phone_views
from diary.symptoms.models import SymptomRating
from ldn_app.access.viewer import on_behalf_of
from ldn_app.clock import clock_of
from tests.journeys.kept_phone import (
    button_of_tonight,
    keeps_both_pages,
    patient_of_three_days,
    until,
    waiting_on,
)
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
OLD_PAGE = "電波が弱いので、前に開いたときの画面です"


@pytest.fixture
def patient(transactional_db):
    return patient_of_three_days()


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


@pytest.fixture
def page(phone, live_server, patient):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    return phone


def take(page: Page) -> None:
    button_of_tonight(page).click()


def out_of_order(*args, **kwargs):
    raise OSError("the disk of the server is full")


def arrives_behind_the_phones_back(page: Page, live_server, answer: dict) -> None:
    (session,) = [one for one in page.context.cookies() if "session" in one["name"]]
    client = Client()
    client.cookies[session["name"]] = session["value"]
    said = {"client_id": answer["id"], "owner": answer["owner"], "right_now": "1"}
    assert client.post(answer["address"], said).status_code == 302


def full(page: Page) -> None:
    """No more room on the phone for copies."""
    page.context.service_workers[0].evaluate(
        """() => { Cache.prototype.put = async () => {
          throw new DOMException("no room", "QuotaExceededError");
        }; }"""
    )


def test_an_old_copy_says_so_though_the_phone_believes_in_its_line(page, monkeypatch):
    monkeypatch.setattr(tonight_views, "build_tonight", out_of_order)

    page.goto("/tonight/")

    expect(page.get_by_text(OLD_PAGE)).to_be_visible()
    assert page.evaluate("navigator.onLine")


def test_an_answer_that_the_server_dropped_waits_and_is_recorded(page, monkeypatch, viewer):
    with monkeypatch.context() as broken:
        broken.setattr(tonight_views, "record_dose_taken", out_of_order)
        take(page)
        expect(page.get_by_text("この電話に残しました")).to_be_visible()

    page.evaluate("window.dispatchEvent(new Event('online'))")

    expect(page.get_by_text("飲みました")).to_be_visible()
    assert Dose.objects.visible_to(viewer).count() == 1


def test_an_answer_that_always_fails_holds_back_its_own_day_only(
    page, monkeypatch, viewer, patient
):
    page.context.set_offline(True)
    take(page)
    expect(page.get_by_text("この電話に残しました")).to_be_visible()
    (stuck,) = waiting_on(page)
    night = clock_of(patient).day_of(timezone.now())
    before = night - timedelta(days=1)
    other = {"address": f"/tonight/{before}/skip/", "body": "reason=asleep", "place": 1000}
    page.evaluate("(more) => waiting.add({ ...more, id: crypto.randomUUID() })", {**stuck, **other})

    page.context.set_offline(False)
    with monkeypatch.context() as broken:
        broken.setattr(tonight_views, "record_dose_taken", fails_on(night))
        page.evaluate("() => waiting.send()")
        assert [dose.dose_day for dose in Dose.objects.visible_to(viewer)] == [before]
    assert [one["address"] for one in waiting_on(page)] == [stuck["address"]]

    assert page.evaluate("() => waiting.send()") == ""
    assert Dose.objects.visible_to(viewer).count() == 2


def fails_on(night):
    def record(viewer, *, dose_day, **kwargs):
        if dose_day == night:
            raise OSError("the row of this night cannot be written")
        return record_dose_taken(viewer, dose_day=dose_day, **kwargs)

    return record


def test_an_answer_of_a_page_with_an_old_token_is_sent_with_a_new_one(page, viewer):
    page.context.clear_cookies(name=settings.CSRF_COOKIE_NAME)  # as signing in anew does

    take(page)

    expect(page.get_by_text("飲みました")).to_be_visible()
    assert Dose.objects.visible_to(viewer).count() == 1


def test_a_server_that_fails_is_not_taken_for_a_sign_out(page, monkeypatch):
    page.context.set_offline(True)
    take(page)
    expect(page.get_by_text("この電話に残しました")).to_be_visible()
    monkeypatch.setattr("diary.symptoms.views.check_in.build_check_in", out_of_order)

    page.context.set_offline(False)
    page.wait_for_timeout(500)

    expect(page.get_by_text("ログインすると送れます")).to_be_hidden()
    assert len(waiting_on(page)) == 1


def test_a_full_phone_still_opens_tonight(page):
    page.evaluate("() => waiting.forgetPages()")
    full(page)

    assert page.goto("/tonight/").status == 200
    expect(button_of_tonight(page)).to_be_visible()


def test_a_full_phone_does_not_pretend_to_keep_an_answer(page):
    page.evaluate(
        """() => { IDBObjectStore.prototype.add = () => {
          throw new DOMException("no room", "QuotaExceededError");
        }; }"""
    )
    page.context.set_offline(True)

    take(page)

    expect(page.get_by_text("この電話に残せませんでした")).to_be_visible()
    expect(page.get_by_text("この電話に残しました")).to_be_hidden()


def test_tonight_shows_an_answer_whose_receipt_was_lost(page, live_server, viewer):
    """What the phone kept had arrived: the server's second answer is empty."""
    sent = []
    page.on("request", lambda request: sent.append(request) if request.method == "POST" else None)
    page.context.set_offline(True)
    take(page)
    expect(page.get_by_text("この電話に残しました")).to_be_visible()
    (answer,) = waiting_on(page)
    arrives_behind_the_phones_back(page, live_server, answer)

    page.context.set_offline(False)

    expect(page.locator(".waiting__answer")).to_have_count(0)
    expect(page.get_by_text("飲みました")).to_be_visible()
    assert Dose.objects.visible_to(viewer).count() == 1


def test_todays_waiting_answer_does_not_change_another_days_page(page, patient, viewer):
    day = clock_of(patient).day_of(timezone.now())
    page.goto("/check-in/")
    page.context.set_offline(True)
    group = page.get_by_role("group", name="だるさ")
    group.get_by_role("radio", name="6", exact=True).check(force=True)
    expect(page.locator(".waiting__answer")).to_have_count(1)

    page.context.set_offline(False)
    page.goto(reverse("symptoms:check_in_day", args=[day - timedelta(days=1)]))
    expect(page.locator(".waiting__answer")).to_have_count(0)
    page.wait_for_timeout(200)  # what came back would stand here now

    (rating,) = SymptomRating.objects.visible_to(viewer)
    assert (rating.day, rating.score) == (day, 6)
    expect(page.get_by_role("group", name="だるさ").locator("input:checked")).to_have_count(0)
    expect(page.get_by_text("保存しました")).to_have_count(0)


def without_script(page: Page) -> None:
    """The page as it is before its scripts have loaded: forms are sent by the browser alone."""
    page.evaluate(
        "window.addEventListener('submit', (event) => event.stopImmediatePropagation(), true)"
    )


def test_a_tap_before_the_script_has_loaded_waits_too(page, viewer, patient):
    page.context.set_offline(True)
    without_script(page)

    take(page)

    expect(page.get_by_text("この電話に残しました")).to_be_visible()
    day = clock_of(patient).day_of(timezone.now())
    expect(page.locator(".waiting__answer")).to_contain_text(f"{day.month}月{day.day}日 飲んだ")
    tapped_by = timezone.now()
    page.wait_for_timeout(1100)
    page.context.set_offline(False)
    expect(page.locator(".waiting__answer")).to_have_count(0)
    (dose,) = Dose.objects.visible_to(viewer)
    assert dose.taken_at <= tapped_by


def test_with_a_line_such_a_tap_is_recorded_as_ever(page, viewer):
    without_script(page)

    take(page)

    expect(page.get_by_text("飲みました")).to_be_visible()
    assert Dose.objects.visible_to(viewer).count() == 1
    assert waiting_on(page) == []


def test_the_check_ins_own_button_waits_too(page, viewer):
    page.goto("/check-in/")
    expect(page.locator("form.check-in")).to_be_visible()
    page.context.set_offline(True)
    group = page.get_by_role("group", name="だるさ")
    group.get_by_role("radio", name="6", exact=True).check(force=True)
    page.get_by_role("button", name="保存する").last.click()
    expect(page.locator(".waiting__answer")).to_have_count(2)

    page.context.set_offline(False)

    expect(page.locator(".waiting__answer")).to_have_count(0)
    assert [row.score for row in SymptomRating.objects.visible_to(viewer)] == [6]


def test_a_new_worker_takes_new_copies(page, monkeypatch):
    page.evaluate(
        """async () => {
          const cache = await caches.open("pages");
          await cache.put("/tonight/", new Response("<html >of the old worker"));
        }"""
    )
    monkeypatch.setattr(phone_views, "WORKER_VERSION", "the next")

    page.evaluate("async () => (await navigator.serviceWorker.ready).update().then(() => null)")

    until(
        page,
        """async () => {
          const copy = await caches.match("/tonight/", { cacheName: "pages" });
          return Boolean(copy && (await copy.text()).includes("data-over"));
        }""",
    )
