"""The evening's check-in and the month, on a phone."""

import threading
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import Locator, Page, expect

from diary.offline import arrival
from diary.offline.models import ReplayedAnswer
from diary.symptoms.models import TrackedSymptom
from diary.symptoms.queries.day_answers import DayAnswers, answers_of_day
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of
from tests.factories.check_ins import make_effect, make_note, make_rating, make_sleep, make_symptom
from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.journeys.signed_in import sign_in as give_session
from tests.waiting import DEADLINE_SECONDS, wait_until

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def patient(transactional_db) -> Patient:
    patient = make_patient(first_run_done_at=timezone.now())
    for place, name in enumerate(("だるさ", "頭の痛み", "しびれ")):
        make_symptom(patient, name=name, position=place)
    return patient


@pytest.fixture
def today(patient) -> date:
    return clock_of(patient).day_of(timezone.now())


@pytest.fixture
def sign_in(patient, live_server) -> Callable[[Page], Page]:
    def with_session(page: Page) -> Page:
        give_session(page, patient.user, live_server.url)
        return page

    return with_session


@pytest.fixture
def signed_in(phone, sign_in) -> Page:
    return sign_in(phone)


@pytest.fixture
def read(patient, today) -> Callable[[], DayAnswers]:
    return lambda: answers_of_day(on_behalf_of(patient.pk), today)


def scores(day: DayAnswers) -> list[int]:
    rows = sorted(day.ratings.values(), key=lambda row: row.symptom.position)
    return [row.score for row in rows]


def saved(page: Page, times: int) -> None:
    expect(page.get_by_text("保存しました")).to_have_count(times)


class Thumb:
    """Taps, and counts them."""

    def __init__(self) -> None:
        self.taps = 0

    def tap(self, where: Locator) -> None:
        where.tap()
        self.taps += 1


def score(page: Page, symptom: str, points: int) -> Locator:
    scale = page.get_by_role("group", name=symptom)
    return scale.locator("label").nth(points)


def test_a_whole_evening_takes_six_taps_from_tonight(signed_in, patient, read):
    make_plan(patient)
    thumb = Thumb()
    signed_in.goto("/tonight/")

    thumb.tap(signed_in.get_by_role("link", name="記録", exact=True))
    thumb.tap(score(signed_in, "だるさ", 7))
    thumb.tap(score(signed_in, "頭の痛み", 0))
    thumb.tap(score(signed_in, "しびれ", 10))
    thumb.tap(signed_in.get_by_role("button", name="どちらもなし"))
    thumb.tap(signed_in.get_by_label("今日はなし"))
    saved(signed_in, 6)

    day = read()
    assert thumb.taps == 6
    assert scores(day) == [7, 0, 10]
    assert (day.sleep.insomnia, day.sleep.vivid_dreams) == ("none", "none")
    assert day.said_none is True


def test_an_evening_like_yesterday_takes_two_taps(signed_in, patient, today, read):
    yesterday = today - timedelta(days=1)
    for symptom in TrackedSymptom.objects.visible_to(on_behalf_of(patient.pk)):
        make_rating(symptom, yesterday, 4)
    make_sleep(patient, yesterday, insomnia="some", vivid_dreams="none")
    make_effect(patient, yesterday, "headache", "mild")
    signed_in.goto("/tonight/")

    signed_in.get_by_role("link", name="記録", exact=True).tap()
    signed_in.get_by_role("button", name="昨日と同じ").tap()

    expect(signed_in.get_by_text("昨日と同じ答えが入っています")).to_be_visible()
    assert scores(read()) == [4, 4, 4]
    assert all(row.copied for row in read().ratings.values())

    score(signed_in, "だるさ", 8).tap()
    saved(signed_in, 1)
    assert [row.copied for row in read().ratings.values()].count(True) == 2


def test_the_last_of_quick_taps_counts(signed_in, read):
    signed_in.goto("/check-in/")

    for points in (1, 5, 9, 3, 8):
        score(signed_in, "だるさ", points).tap()

    saved(signed_in, 1)
    wait_until(lambda: scores(read()) == [8], "the last tap was not saved")


@pytest.fixture
def first_held_up(monkeypatch):
    """The first answer that reaches the server waits there until ``set()``."""
    go, arrived = threading.Event(), []
    real = arrival.read_arrival

    def slow(posted, **moment):
        if posted.get("client_id"):
            arrived.append(posted["client_id"])
            if len(arrived) == 1:
                go.wait(DEADLINE_SECONDS)
        return real(posted, **moment)

    monkeypatch.setattr(arrival, "read_arrival", slow)
    go.arrived = arrived
    yield go
    go.set()


def test_a_slow_answer_does_not_overtake_that_of_the_page_opened_since(
    signed_in, read, first_held_up
):
    signed_in.goto("/check-in/")
    score(signed_in, "だるさ", 1).tap()
    wait_until(lambda: first_held_up.arrived)

    signed_in.reload()
    score(signed_in, "だるさ", 8).tap()
    wait_until(lambda: scores(read()) == [8])
    first_held_up.set()
    wait_until(lambda: ReplayedAnswer.objects.unscoped(reason="test").count() == 2)

    assert scores(read()) == [8]


def test_a_tap_while_an_answer_is_being_cleared_is_not_lost(signed_in, read, first_held_up):
    signed_in.goto("/check-in/")
    first_held_up.set()
    score(signed_in, "だるさ", 6).tap()
    saved(signed_in, 1)
    first_held_up.clear()
    first_held_up.arrived.clear()

    signed_in.get_by_role("button", name="だるさの答えを消す").tap()
    wait_until(lambda: first_held_up.arrived)
    score(signed_in, "だるさ", 8).tap()
    first_held_up.set()

    wait_until(lambda: scores(read()) == [8], "the tap was lost")
    expect(signed_in.locator("input:checked")).to_have_value("8")


def test_an_answer_can_be_taken_back_in_place(signed_in, read):
    signed_in.goto("/check-in/")
    score(signed_in, "だるさ", 6).tap()
    saved(signed_in, 1)

    signed_in.get_by_role("button", name="だるさの答えを消す").tap()

    expect(signed_in.get_by_text("消しました")).to_be_visible()
    assert signed_in.locator("input:checked").count() == 0
    assert read().is_empty


def test_words_are_saved_while_they_are_typed(signed_in, read):
    signed_in.goto("/check-in/")

    signed_in.get_by_label("メモ", exact=True).press_sequentially("夕方に歩けた😊", delay=20)
    saved(signed_in, 1)
    signed_in.get_by_text("眠った時刻").tap()
    signed_in.get_by_label("ふとんに入った時刻").fill("23:40")
    signed_in.get_by_label("目がさめた回数").select_option("2回")
    saved(signed_in, 3)

    day = read()
    assert day.note.text == "夕方に歩けた😊"
    assert (f"{day.sleep.bed_at:%H:%M}", day.sleep.times_awake) == ("23:40", 2)


def test_a_side_effect_takes_the_place_of_none_today(signed_in, read):
    signed_in.goto("/check-in/")
    signed_in.get_by_label("今日はなし").tap()
    saved(signed_in, 1)

    signed_in.get_by_text("あったことを選ぶ").tap()
    signed_in.get_by_role("group", name="頭が痛い").get_by_text("つらい", exact=True).tap()
    saved(signed_in, 1)
    expect(signed_in.get_by_label("今日はなし")).to_be_hidden()

    signed_in.get_by_role("button", name="頭が痛いの答えを消す").tap()
    expect(signed_in.get_by_label("今日はなし")).to_be_visible()
    expect(signed_in.get_by_label("今日はなし")).not_to_be_checked()
    assert read().is_empty


def test_a_red_flag_shows_whom_to_call_in_place_until_it_is_unticked(signed_in):
    signed_in.goto("/check-in/")
    signed_in.get_by_text("急いで助けが必要かもしれないこと").tap()

    signed_in.get_by_label("死にたい気持ち").tap()
    panel = signed_in.get_by_role("alert").filter(has_text="いますぐ助けを呼んでください")
    expect(panel).to_be_visible()
    expect(panel.get_by_role("link", name="0120-279-338")).to_have_attribute(
        "href", "tel:0120279338"
    )
    expect(panel.get_by_role("link", name="119")).to_be_visible()

    signed_in.get_by_label("死にたい気持ち").tap()
    expect(panel).to_have_count(0)


def test_an_answer_on_a_bad_line_is_said_to_be_unsaved_and_sent_again(signed_in, read):
    signed_in.goto("/check-in/")
    signed_in.evaluate("navigator.serviceWorker.ready.then(() => true)")
    signed_in.context.set_offline(True)

    score(signed_in, "だるさ", 6).tap()
    notice = signed_in.get_by_text("この電話に残しました。")
    expect(notice).to_be_visible()
    assert read().is_empty

    signed_in.context.set_offline(False)
    saved(signed_in, 1)
    expect(notice).to_be_hidden()
    assert scores(read()) == [6]


def test_somebody_whose_session_is_over_is_led_to_sign_in(signed_in):
    signed_in.goto("/check-in/")
    signed_in.context.clear_cookies(name=settings.SESSION_COOKIE_NAME)

    score(signed_in, "だるさ", 6).tap()

    signed_in.wait_for_url("**/accounts/login/?next=/check-in/")


def test_without_a_script_the_page_is_saved_with_its_button(open_phone, sign_in, read):
    phone = sign_in(open_phone(java_script=False))
    phone.goto("/check-in/")

    score(phone, "だるさ", 7).tap()
    phone.get_by_role("group", name="寝つけない").get_by_text("少し").tap()
    phone.get_by_label("メモ", exact=True).fill("雨")
    phone.get_by_label("先生に伝える").tap()
    phone.get_by_role("button", name="保存する", exact=True).last.tap()

    expect(phone.get_by_text("保存しました。")).to_be_visible()
    day = read()
    assert scores(day) == [7]
    assert (day.sleep.insomnia, day.note.text, day.note.tell_doctor) == ("some", "雨", True)

    take_back = phone.get_by_role("button", name="だるさの答えを消す")
    take_back.tap()
    expect(take_back).to_be_hidden()
    assert scores(read()) == []


def test_a_day_opens_in_the_month_and_leads_to_its_record(signed_in, patient, today):
    day = today - timedelta(days=1)
    make_plan(patient, first_day=today - timedelta(days=20))
    make_note(patient, day, text="よく眠れた")
    signed_in.goto("/tonight/")

    signed_in.get_by_role("link", name="ふりかえり").tap()
    signed_in.wait_for_url("**/month/")  # with its scripts: without them a day is a page
    cell = signed_in.locator(f'a[href="/month/{day}/#day"]')
    cell.tap()

    expect(signed_in.get_by_text("よく眠れた")).to_be_visible()
    expect(cell).to_have_attribute("aria-current", "true")
    expect(signed_in.locator("#day-title")).to_be_focused()
    assert signed_in.url.endswith("/month/")

    signed_in.get_by_role("link", name="この日の体調を書く・直す").tap()
    signed_in.wait_for_url(f"**/check-in/{day}/")


def test_without_a_script_a_day_opens_as_a_page(open_phone, sign_in, patient, today):
    make_note(patient, today, text="よく眠れた")
    phone = sign_in(open_phone(java_script=False))
    phone.goto("/month/")

    phone.locator(f'a[href="/month/{today}/#day"]').tap()

    phone.wait_for_url(f"**/month/{today}/#day")
    expect(phone.get_by_text("よく眠れた")).to_be_visible()
