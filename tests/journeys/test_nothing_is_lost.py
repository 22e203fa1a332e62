"""What was answered or typed is not lost when the session is over, the line is gone or the server
is away, and the page says what became of it."""

import re
from datetime import timedelta
from importlib import import_module

import pytest
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.utils import timezone
from playwright.sync_api import Page, expect

from diary.doses.models import Dose
from diary.doses.services.answers import record_dose_taken
from diary.symptoms.models import DayNote, SymptomRating
from diary.visits import views as visits_views
from diary.visits.models import Visit
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import SignInSession
from ldn_app.clock import clock_of
from ldn_app.ui.dates import night_label
from tests.factories.people import make_patient
from tests.factories.plans import plan_again
from tests.journeys.kept_phone import keeps_both_pages, patient_of_three_days, waiting_on
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
TYPED = "つぎの診察で、足のつりを聞く"


@pytest.fixture
def patient(transactional_db):
    return patient_of_three_days()


@pytest.fixture
def other(transactional_db):
    return make_patient(first_run_done_at=timezone.now())


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


@pytest.fixture
def night(patient):
    return clock_of(patient).day_of(timezone.now())


@pytest.fixture
def page(phone, live_server, patient):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    return phone


@pytest.fixture
def plain(open_phone, live_server, patient):
    """A browser without JavaScript."""
    page = open_phone(java_script=False)
    sign_in(page, patient.user, live_server.url)
    return page


def take(page: Page, night) -> None:
    page.get_by_role("button", name=f"{night_label(night)}を飲んだ", exact=True).click()


def session_is_over() -> None:
    SignInSession.objects.all().delete()


def score(page: Page, points: str) -> None:
    group = page.get_by_role("group", name="だるさ")
    group.get_by_role("radio", name=points, exact=True).check(force=True)


def away(*args, **kwargs):
    raise OSError("the disk of the server is full")


def test_a_tap_after_the_session_waits_and_is_sent_after_sign_in(
    page, live_server, patient, viewer, night
):
    session_is_over()
    take(page, night)

    page.wait_for_url("**/accounts/login/?next=/tonight/")
    expect(page.get_by_text("答えはこの電話に残っています")).to_be_visible()
    assert not Dose.objects.visible_to(viewer).exists()
    sign_in(page, patient.user, live_server.url)
    page.goto("/tonight/")

    expect(page.get_by_text("この電話に残っていた答えを送りました")).to_be_visible()
    expect(page.get_by_text("飲みました").first).to_be_visible()
    assert [dose.dose_day for dose in Dose.objects.visible_to(viewer)] == [night]
    assert waiting_on(page) == []


def test_another_person_who_signs_in_there_gets_nothing_of_it(
    page, live_server, patient, other, viewer, night
):
    session_is_over()
    take(page, night)
    page.wait_for_url("**/accounts/login/**")

    sign_in(page, other.user, live_server.url)
    page.goto("/tonight/")
    expect(page.locator(".waiting__answer")).to_have_count(0)

    assert not Dose.objects.unscoped(reason="test").exists()
    assert len(waiting_on(page)) == 1
    sign_in(page, patient.user, live_server.url)
    page.goto("/tonight/")
    expect(page.get_by_text("飲みました").first).to_be_visible()
    assert Dose.objects.visible_to(viewer).count() == 1


def test_answers_of_the_check_in_wait_for_the_sign_in_too(page, live_server, patient, viewer):
    page.goto("/check-in/")
    session_is_over()
    score(page, "6")
    page.wait_for_url("**/accounts/login/?next=/check-in/")

    sign_in(page, patient.user, live_server.url)
    page.goto("/check-in/")

    expect(page.get_by_text("この電話に残っていた答えを送りました")).to_be_visible()
    assert [row.score for row in SymptomRating.objects.visible_to(viewer)] == [6]


@pytest.mark.parametrize("status", [403, 429, 500, 503])
def test_a_refusal_that_passes_keeps_the_tap(
    open_phone, live_server, patient, viewer, status, night
):
    phone = open_phone(service_workers="block")  # its requests could not be answered here
    sign_in(phone, patient.user, live_server.url)
    phone.goto("/tonight/")
    phone.route("**/take/", lambda route: route.fulfill(status=status, body=""), times=1)

    take(phone, night)

    expect(phone.locator("[data-held-line]")).to_contain_text("この電話に記録しました")
    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.get_by_text("飲みました").first).to_be_visible()
    assert Dose.objects.visible_to(viewer).count() == 1


def test_without_a_line_the_night_shows_as_recorded_and_a_second_tap_adds_nothing(
    page, viewer, night
):
    page.context.set_offline(True)
    take(page, night)

    card = page.locator(f'[data-night="{night}"]')
    expect(card.locator("[data-held-line]")).to_contain_text("この電話に記録しました")
    expect(card.get_by_role("button")).to_have_count(0)
    page.reload()
    expect(card.locator("[data-held-line]")).to_be_visible()
    expect(card.get_by_role("button")).to_have_count(0)
    page.evaluate(
        """(night) => {
          const form = document.querySelector(`form[action="/tonight/${night}/take/"]`);
          form.hidden = false;
          form.requestSubmit();
          form.requestSubmit();
        }""",
        str(night),
    )
    assert len(waiting_on(page)) == 1

    page.context.set_offline(False)
    expect(page.get_by_text("飲みました").first).to_be_visible()
    assert Dose.objects.visible_to(viewer).count() == 1


def test_an_answer_that_is_deleted_gives_the_buttons_back(page, night):
    page.context.set_offline(True)
    take(page, night)
    page.locator(".waiting__answer").get_by_role("button").click()

    card = page.locator(f'[data-night="{night}"]')
    expect(card.locator("[data-held-line]")).to_have_count(0)
    take(page, night)
    expect(card.locator("[data-held-line]")).to_be_visible()
    assert len(waiting_on(page)) == 1


def test_a_contrary_tap_in_an_old_tab_says_what_is_recorded(page, patient, viewer, night):
    plan = plan_again(patient, night)
    now = timezone.now()
    record_dose_taken(viewer, plan=plan, dose_day=night, taken_at=now, now=now)

    page.locator("summary", has_text="飲まなかった").last.click()
    page.get_by_role("button", name=re.compile("飲まなかったと記録する$")).last.click()

    said = page.locator(".said")
    expect(said).to_contain_text("もう記録してあります")
    expect(said).to_contain_text("「飲んだ」と記録しました")
    expect(said).to_be_focused()
    assert [dose.status for dose in Dose.objects.visible_to(viewer)] == ["taken"]


def test_a_skip_is_confirmed_and_keeps_the_focus(page, viewer, night):
    page.locator("summary", has_text="飲まなかった").last.click()
    page.get_by_role("button", name=re.compile("飲まなかったと記録する$")).last.click()

    expect(page.locator(".said")).to_contain_text(
        f"{night_label(night)}: 「飲まなかった」と記録しました"
    )
    expect(page.locator(".said")).to_be_focused()


def test_going_back_shows_what_is_recorded_now(page, night):
    page.goto("/check-in/")
    page.goto("/tonight/")
    take(page, night)
    expect(page.get_by_text("飲みました").first).to_be_visible()
    page.goto("/check-in/")
    page.go_back()

    expect(page.get_by_text("飲みました").first).to_be_visible()
    expect(page.locator(f'[data-night="{night}"]').get_by_text("取り消す")).to_be_visible()


def test_without_a_script_a_tap_comes_back_after_sign_in(
    plain, live_server, patient, viewer, night
):
    plain.goto("/tonight/")
    session_is_over()
    take(plain, night)

    expect(plain.get_by_text("入力した内容は残っています")).to_be_visible()
    give_session(plain, patient.user)
    plain.goto("/unsent/")
    plain.get_by_role("button", name="この内容で記録する").click()

    expect(plain.get_by_text("飲みました").first).to_be_visible()
    assert [dose.dose_day for dose in Dose.objects.visible_to(viewer)] == [night]


def give_session(page: Page, user) -> None:
    """Sign ``user`` in in the session that this browser has, as a sign-in does."""
    (cookie,) = [
        one for one in page.context.cookies() if one["name"] == settings.SESSION_COOKIE_NAME
    ]
    store = import_module(settings.SESSION_ENGINE).SessionStore(cookie["value"])
    store[SESSION_KEY] = str(user.pk)
    store[BACKEND_SESSION_KEY] = "ldn_app.accounts.backends.AccountBackend"
    store[HASH_SESSION_KEY] = user.get_session_auth_hash()
    store.save()


def test_without_a_script_what_was_typed_comes_back_after_sign_in(plain, patient, other, viewer):
    plain.goto("/check-in/")
    plain.locator("textarea").last.fill(TYPED)
    session_is_over()
    plain.get_by_role("button", name="保存する").last.click()
    expect(plain.get_by_text("入力した内容は残っています")).to_be_visible()
    assert TYPED not in plain.content()
    assert TYPED not in plain.url

    give_session(plain, patient.user)
    plain.goto("/tonight/")
    plain.get_by_role("link", name="入力した内容を見る").click()
    expect(plain.get_by_text(TYPED)).to_be_visible()
    plain.get_by_role("button", name="この内容で記録する").click()

    expect(plain.get_by_text(TYPED)).to_be_visible()
    assert [note.text for note in DayNote.objects.visible_to(viewer)] == [TYPED]


@pytest.mark.parametrize("script", [True, False])
def test_a_form_that_the_server_could_not_take_comes_back(
    open_phone, live_server, patient, viewer, monkeypatch, script
):
    page = open_phone(java_script=script)
    sign_in(page, patient.user, live_server.url)
    page.goto("/visits/new/")
    today = timezone.localdate()
    page.locator('input[name="visited_on"]').fill((today + timedelta(days=20)).isoformat())
    page.locator('input[name="clinic"]').fill("みなみ内科")
    with monkeypatch.context() as broken:
        broken.setattr(visits_views, "plan_visit", away)
        page.locator("main form button[type=submit]").first.click()
        expect(page.get_by_text("みなみ内科")).to_be_visible()

    page.get_by_role("button", name="もう一度送る").click()

    expect(page).to_have_url(re.compile("/visits/$"))
    assert [visit.clinic for visit in Visit.objects.visible_to(viewer)] == ["みなみ内科"]


def test_a_form_without_a_line_comes_back(page, viewer):
    page.goto("/visits/new/")
    day = timezone.localdate() + timedelta(days=20)
    page.locator('input[name="visited_on"]').fill(day.isoformat())
    page.locator('input[name="clinic"]').fill("みなみ内科")
    page.context.set_offline(True)
    page.locator("main form button[type=submit]").first.click()
    expect(page.get_by_text("いま送れませんでした")).to_be_visible()
    expect(page.get_by_text("みなみ内科")).to_be_visible()

    page.context.set_offline(False)
    page.get_by_role("button", name="もう一度送る").click()

    expect(page).to_have_url(re.compile("/visits/$"))
    assert [visit.clinic for visit in Visit.objects.visible_to(viewer)] == ["みなみ内科"]


def test_a_text_that_is_too_long_is_not_cut_and_says_so(page, viewer):
    page.goto("/visits/new/")
    place = page.locator('input[name="clinic"]')
    place.fill("あ" * 75)

    expect(page.get_by_text("60文字までです。いまは75文字です")).to_be_visible()
    expect(place).to_have_value("あ" * 75)
    place.fill("あ" * 60)
    expect(page.get_by_text("60文字までです")).to_be_hidden()


def test_the_check_in_promises_to_save_by_itself_only_where_it_does(page, plain):
    for one, by_itself in ((page, True), (plain, False)):
        one.goto("/check-in/")
        promise = one.get_by_text("1つ答えるごとに保存されます")
        expect(promise).to_be_visible() if by_itself else expect(promise).to_be_hidden()
        button = one.get_by_text("押すまでは保存されません")
        expect(button).to_be_hidden() if by_itself else expect(button).to_be_visible()


def test_tonight_is_drawn_anew_when_its_night_is_over(page, patient, viewer, night):
    now = timezone.now()
    plan = plan_again(patient, night)
    record_dose_taken(viewer, plan=plan, dose_day=night, taken_at=now, now=now)
    page.evaluate("document.getElementById('tonight').dataset.changes = '2020-01-01T00:00:00Z'")

    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")

    expect(page.get_by_text("飲みました").first).to_be_visible()
