"""「この端末で受け取る」 in a real browser. Only ``PushManager.subscribe`` is a stand-in: the real
one asks Google's service, which no test can reach. It gives out keys of the tests' push service."""

import json
import re

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from diary.reminders.channel_notices import tell_of_trouble
from diary.reminders.models import Channel
from diary.reminders.services.devices import add_device
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.journeys.kept_phone import button_of_tonight
from tests.journeys.signed_in import sign_in
from tests.push_service import Browser, push_service

pytestmark = pytest.mark.django_db(transaction=True)
DEVICE = "/settings/reminders/device/"
RECEIVE = "お知らせを受け取る"

STAND_IN = """(subscription) => {
  const { endpoint, p256dh, auth } = subscription;
  window.asked = [];
  window.unsubscribed = 0;
  const made = {
    toJSON: () => ({ endpoint, keys: { p256dh, auth } }),
    unsubscribe: async () => { window.unsubscribed += 1; return true; },
  };
  PushManager.prototype.getSubscription = async () => made;
  PushManager.prototype.subscribe = async (options) => {
    window.asked.push([options.userVisibleOnly, options.applicationServerKey.length]);
    return made;
  };
}"""


@pytest.fixture
def patient(transactional_db):
    patient = make_patient(first_run_done_at=timezone.now())
    make_plan(patient)
    return patient


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


@pytest.fixture
def service(settings):
    with push_service(settings.VAPID_PUBLIC_KEY) as running:
        settings.PUSH_EXTRA_ORIGINS = [running.origin]
        yield running


@pytest.fixture
def browser(service):
    return Browser(service.endpoint("phone"))


@pytest.fixture
def page(phone, live_server, patient):
    sign_in(phone, patient.user, live_server.url)
    return phone


def allow(page: Page) -> None:
    page.context.grant_permissions(["notifications"])


def press(page: Page) -> None:
    page.get_by_role("button", name=RECEIVE).click()


def test_a_browser_is_connected_and_tried(page, service, browser, viewer):
    allow(page)
    page.goto(DEVICE)
    page.evaluate(STAND_IN, browser.subscription)

    press(page)

    expect(page.get_by_text("この端末でお知らせを受け取ります")).to_be_visible()
    (channel,) = Channel.objects.visible_to(viewer)
    assert (channel.endpoint, channel.state) == (browser.endpoint, "active")
    page.get_by_role("button", name="試しに送る").click()
    expect(page.get_by_text("届け先のサービスが受け取りました")).to_be_visible()
    words = {"今夜の記録の時間です", "今日の記録の時間です"}  # by the hour of the test's own clock
    assert browser.read(service.took[0][2])["text"] in words


LOST = """(subscription) => {
  PushManager.prototype.getSubscription = async () => null;
  const { endpoint, p256dh, auth } = subscription;
  PushManager.prototype.subscribe = async () =>
    ({ toJSON: () => ({ endpoint, keys: { p256dh, auth } }) });
}"""


def connect(page: Page, browser: Browser) -> None:
    allow(page)
    page.goto(DEVICE)
    page.evaluate(STAND_IN, browser.subscription)
    press(page)
    expect(page.get_by_text("この端末でお知らせを受け取ります")).to_be_visible()


def test_a_subscription_that_the_browser_lost_is_made_anew_when_the_app_opens(
    page, service, browser, viewer
):
    connect(page, browser)
    anew = Browser(service.endpoint("anew"))
    page.add_init_script(f"({LOST})({json.dumps(anew.subscription)})")

    with page.expect_response(lambda reply: reply.request.method == "POST") as posted:
        page.goto("/tonight/")

    assert posted.value.status == 204
    endpoints = {row.endpoint for row in Channel.objects.visible_to(viewer).active()}
    assert anew.endpoint in endpoints


def test_a_browser_that_may_not_any_more_says_so(page, browser):
    connect(page, browser)
    page.add_init_script(
        "PushManager.prototype.getSubscription = async () => null;"
        "Object.defineProperty(Notification, 'permission', { get: () => 'denied' });"
    )

    page.goto("/tonight/")

    expect(page.get_by_role("link", name="この端末へのお知らせが止まっています")).to_be_visible()
    assert page.evaluate("localStorage.getItem('push-owner')") is None


def test_another_persons_phone_is_left_alone(page, browser, viewer):
    connect(page, browser)
    page.evaluate("localStorage.setItem('push-owner', 'somebody else')")
    page.add_init_script(
        "PushManager.prototype.getSubscription = async () => { window.looked = true; };"
    )

    page.goto("/tonight/")
    expect(page.get_by_role("button", name="を飲んだ").first).to_be_visible()

    assert page.evaluate("window.looked ?? false") is False
    assert Channel.objects.visible_to(viewer).count() == 1


@pytest.mark.parametrize(
    ("answer", "said"),
    [
        ("denied", "この端末では、お知らせが止められています"),
        ("default", "まだ許可されていません"),
    ],
)
def test_a_person_who_does_not_allow_it_is_told_what_to_do(page, viewer, answer, said):
    page.goto(DEVICE)
    page.evaluate("(answer) => { Notification.requestPermission = async () => answer; }", answer)

    press(page)

    expect(page.get_by_text(said)).to_be_visible()
    assert not Channel.objects.visible_to(viewer).exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        ("NotAllowedError", "この端末では、お知らせが止められています"),
        ("AbortError", "登録できませんでした"),
    ],
)
def test_a_browser_that_refuses_is_told_apart_from_a_bad_line(page, viewer, error, said):
    allow(page)
    page.goto(DEVICE)
    page.evaluate(
        """(name) => {
          PushManager.prototype.getSubscription = async () => null;
          PushManager.prototype.subscribe = async () => { throw new DOMException("no", name); };
        }""",
        error,
    )

    press(page)

    expect(page.get_by_text(said)).to_be_visible()
    expect(page.locator("[data-device-say]:not([hidden])")).to_have_count(1)
    assert not Channel.objects.visible_to(viewer).exists()


def test_a_push_service_that_we_do_not_know_is_said_to_be_one(page, settings, browser, viewer):
    settings.PUSH_EXTRA_ORIGINS = []
    allow(page)
    page.goto(DEVICE)
    page.evaluate(STAND_IN, browser.subscription)

    press(page)

    expect(page.get_by_text("このブラウザのお知らせには、まだ対応していません")).to_be_visible()
    # The browser was asked with this house's whole key, and to show every push.
    assert page.evaluate("[window.asked, window.unsubscribed]") == [[[True, 65]], 0]
    assert not Channel.objects.visible_to(viewer).exists()


@pytest.mark.parametrize("missing", ["PushManager", "Notification"])
def test_a_browser_that_cannot_says_so_and_shows_the_way(page, missing):
    page.add_init_script(f"delete window.{missing}")

    page.goto(DEVICE)

    expect(page.get_by_text("この画面では、お知らせを受け取れません")).to_be_visible()
    expect(page.get_by_role("button", name=RECEIVE)).to_be_hidden()
    expect(page.get_by_role("heading", name="先にホーム画面に加えます")).to_be_visible()


def test_a_browser_that_refuses_for_good_is_said_to_be_off_and_is_connected_again(
    page, service, browser, viewer
):
    add_device(viewer, **browser.subscription, label="Android の Chrome", now=timezone.now())
    page.goto("/settings/reminders/")
    service.answers.append(410)
    page.get_by_role("button", name="試しに送る").click()

    expect(page.get_by_text("止まっています")).to_be_visible()
    expect(page.get_by_role("button", name="また使う")).to_have_count(0)
    page.goto("/tonight/")
    expect(page.get_by_text("お知らせが届かなくなりました")).to_be_visible()
    page.get_by_role("link", name="お知らせの設定を見る").click()
    page.get_by_role("link", name="この端末をつなぎ直す").click()
    expect(page).to_have_url(re.compile(r"device/\?anew=1$"))
    allow(page)
    page.evaluate(STAND_IN, Browser(service.endpoint("anew")).subscription)
    unsubscribed = []
    page.expose_function("noteUnsubscribed", lambda: unsubscribed.append(1))
    page.evaluate(
        """async () => {
          const made = await (await navigator.serviceWorker.ready).pushManager.getSubscription();
          made.unsubscribe = async () => { await window.noteUnsubscribed(); return true; };
        }"""
    )
    press(page)

    expect(page.get_by_text("この端末でお知らせを受け取ります")).to_be_visible()
    assert unsubscribed == [1]
    assert sorted(row.state for row in Channel.objects.visible_to(viewer)) == ["active", "off"]


def test_a_device_that_is_gone_for_good_can_be_put_away(page, service, browser, viewer):
    channel = add_device(viewer, **browser.subscription, label="古い電話", now=timezone.now())
    Channel.objects.editable_by(viewer).filter(pk=channel.pk).update(
        state="off", off_reason="refused", off_at=timezone.now()
    )
    tell_of_trouble(viewer.patient_id)
    page.goto("/settings/reminders/")
    page.get_by_role("button", name="その端末はもう使わない").click()
    expect(page.get_by_text("ご自分で止めました")).to_be_visible()

    page.goto("/tonight/")

    expect(button_of_tonight(page)).to_be_visible()
    expect(page.get_by_text("お知らせが届かなくなりました")).to_have_count(0)
