"""22:00 on a phone: planned, encrypted, delivered, shown, answered. The push service is the tests'
own; it decrypts what we sent, and DevTools hands just that to the real service worker."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
import time_machine
from django.utils import timezone
from playwright.sync_api import expect

from diary.doses.models import Dose
from diary.doses.services.answers import record_dose_skipped
from diary.reminders.models import OutboxMessage
from diary.reminders.services.delivery import deliver_waiting
from diary.reminders.services.devices import add_device
from diary.reminders.services.ticking import tick
from diary.reminders.transports import installed_transports
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan, plan_again
from tests.factories.reminders import make_reminder
from tests.journeys.kept_phone import button_of_tonight, phone_with
from tests.journeys.pushed_phone import PushedPhone
from tests.journeys.signed_in import sign_in
from tests.push_service import Browser, push_service

pytestmark = pytest.mark.django_db(transaction=True)

NIGHT = date(2026, 11, 22)
AFTERNOON = datetime(2026, 11, 22, 6, 0, tzinfo=UTC)  # 15:00 in Tokyo
TEN = datetime(2026, 11, 22, 13, 0, tzinfo=UTC)  # 22:00 in Tokyo


@pytest.fixture
def clock():
    """The server's clock stands at 22:00; ``clock.shift`` moves it."""
    with time_machine.travel(TEN, tick=False) as traveller:
        yield traveller


@pytest.fixture
def service(settings, live_server):
    settings.SITE_URL = live_server.url
    with push_service(settings.VAPID_PUBLIC_KEY) as running:
        settings.PUSH_EXTRA_ORIGINS = [running.origin]
        yield running


@pytest.fixture
def browser(service):
    return Browser(service.endpoint("phone"))


@pytest.fixture
def patient(transactional_db, clock, browser):
    patient = make_patient(first_run_done_at=AFTERNOON)
    make_plan(patient)
    add_device(on_behalf_of(patient.pk), **browser.subscription, label="電話", now=AFTERNOON)
    make_reminder(patient, now=AFTERNOON, by_email=False, by_push=True)
    return patient


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


@pytest.fixture
def pushed(driver, tmp_path, live_server, patient):
    with phone_with(driver, tmp_path, live_server) as (context, page):
        sign_in(page, patient.user, live_server.url)
        yield PushedPhone(context, page, live_server.url)


@pytest.fixture
def sent(service, browser):
    """Plan and deliver what is due; returns the payloads that left, decrypted, as text."""

    def run() -> list[str]:
        before = len(service.took)
        tick(now=timezone.now())
        deliver_waiting(clock=timezone.now, transports=installed_transports())
        return [browser.read_text(body) for _, _, body in service.took[before:]]

    return run


@pytest.fixture
def reminded(pushed, sent):
    """The phone shows the reminder of 22:00."""
    (payload,) = sent()
    pushed.deliver(payload)
    return pushed


def doses(viewer) -> list[Dose]:
    return list(Dose.objects.visible_to(viewer))


def vars_of(dose: Dose) -> dict:
    return {name: value for name, value in vars(dose).items() if name != "_state"}


def test_the_reminder_says_nothing_and_has_two_buttons(pushed, sent):
    (payload,) = sent()

    shown = pushed.deliver(payload)

    assert (shown["title"], shown["body"]) == ("今夜の記録の時間です", "")
    assert shown["actions"] == [["taken", "飲んだ"], ["later", "あとで"]]


def test_the_button_and_a_tap_on_tonight_are_the_very_same_row(reminded, viewer, clock):
    tonight = reminded.page
    tonight.goto("/tonight/")
    clock.shift(timedelta(minutes=3))

    reminded.click("taken")

    (by_button,) = doses(viewer)
    assert (by_button.dose_day, by_button.status) == (NIGHT, "taken")
    assert by_button.taken_at == by_button.recorded_at == TEN + timedelta(minutes=3)
    (told,) = reminded.notifications()
    assert (told["title"], told["actions"]) == ("記録しました", [])
    clock.shift(timedelta(minutes=1))
    button_of_tonight(tonight).click()  # a page from before
    expect(tonight.get_by_text("飲みました")).to_be_visible()
    (by_tap,) = doses(viewer)
    assert vars_of(by_tap) == vars_of(by_button)


def test_a_tap_on_tonight_and_the_button_after_it_are_one_row(reminded, viewer, clock):
    reminded.page.goto("/tonight/")
    button_of_tonight(reminded.page).click()
    expect(reminded.page.get_by_text("飲みました")).to_be_visible()
    (by_tap,) = doses(viewer)
    clock.shift(timedelta(minutes=3))

    reminded.click("taken")

    (by_button,) = doses(viewer)
    assert vars_of(by_button) == vars_of(by_tap)


def test_two_taps_on_the_button_are_one_row(pushed, sent, viewer, clock):
    (payload,) = sent()
    for _ in range(2):
        pushed.deliver(payload)
        pushed.click("taken")
        clock.shift(timedelta(minutes=1))

    (dose,) = doses(viewer)
    assert dose.taken_at == TEN


def test_a_check_in_stands_beside_the_reminder_with_the_buttons(reminded, patient, sent, clock):
    make_reminder(patient, now=TEN, kind="check_in", local_time=time(22, 5), by_push=True)
    clock.shift(timedelta(minutes=5))
    (payload,) = sent()

    shown = reminded.deliver(payload)

    assert (shown["title"], shown["actions"]) == ("今夜の記録の時間です", [])
    assert sorted(len(one["actions"]) for one in reminded.notifications()) == [0, 2]


def test_later_comes_again_after_a_quarter_of_an_hour(reminded, sent, viewer, clock):
    reminded.click("later")
    (told,) = reminded.notifications()
    assert told["title"] == "15分あとに、もう一度お知らせします"

    clock.shift(timedelta(minutes=14, seconds=59))
    assert sent() == []
    clock.shift(timedelta(seconds=1))
    (payload,) = sent()
    shown = reminded.deliver(payload)

    assert shown["title"] == "今夜の記録の時間です"
    reminded.click("taken")
    assert len(doses(viewer)) == 1
    assert OutboxMessage.objects.visible_to(viewer).count() == 2


def test_later_is_not_sent_to_somebody_who_has_answered_meanwhile(reminded, sent, viewer, clock):
    reminded.click("later")
    reminded.page.goto("/tonight/")
    button_of_tonight(reminded.page).click()
    expect(reminded.page.get_by_text("飲みました")).to_be_visible()

    clock.shift(timedelta(minutes=15))

    assert sent() == []


def test_a_tap_on_the_notification_opens_the_page_with_one_button(reminded, viewer):
    (address,) = reminded.click()

    page = reminded.page
    reminded.context.clear_cookies()  # it needs no signing in
    page.goto(address)
    assert doses(viewer) == []
    page.get_by_role("button", name="飲んだ").click()
    expect(page.get_by_text("記録しました")).to_be_visible()
    assert [dose.dose_day for dose in doses(viewer)] == [NIGHT]


def test_the_button_of_a_night_that_is_over_says_so(reminded, viewer, clock):
    clock.shift(timedelta(hours=14))  # noon of the next day

    reminded.click("taken")

    assert doses(viewer) == []
    (told,) = reminded.notifications()
    assert told["title"] == "このお知らせの夜は終わりました。押すと記録を開けます"
    assert told["actions"] == []
    (address,) = reminded.click()
    assert address.endswith("/tonight/")


def test_a_button_without_a_line_says_so_and_can_be_pressed_again(reminded, viewer):
    reminded.context.set_offline(True)
    reminded.click("taken")
    assert doses(viewer) == []
    (told,) = reminded.notifications()
    assert told["title"].startswith("送れませんでした")

    reminded.context.set_offline(False)
    reminded.click("taken")

    assert [dose.status for dose in doses(viewer)] == ["taken"]


def test_the_button_tells_when_the_night_was_answered_otherwise(reminded, viewer, patient):
    record_dose_skipped(viewer, plan=plan_again(patient, NIGHT), dose_day=NIGHT, now=TEN)

    reminded.click("taken")

    assert [dose.status for dose in doses(viewer)] == ["skipped"]
    (told,) = reminded.notifications()
    assert (
        told["title"]
        == "この夜の分には、もう別の記録があります。変えるときはログインしてください。"
    )
