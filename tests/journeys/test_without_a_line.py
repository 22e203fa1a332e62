"""A phone without a line: Tonight and the check-in open, answers wait, and arrive once."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from diary.doses.models import Dose
from diary.offline.models import ReplayedAnswer
from diary.symptoms.models import SymptomRating
from ldn_app.access.viewer import on_behalf_of
from ldn_app.clock import clock_of
from ldn_app.ui.dates import night_label
from tests.journeys.kept_phone import (
    keep_cookies,
    keeps_both_pages,
    patient_of_three_days,
    phone_with,
    stored,
    waiting_on,
)
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
HELD = "この電話に残しました"


@pytest.fixture
def patient(transactional_db):
    return patient_of_three_days()


@pytest.fixture
def viewer(patient):
    return on_behalf_of(patient.pk)


@pytest.fixture
def night(patient):
    return night_label(clock_of(patient).day_of(timezone.now()))


def test_answers_given_without_a_line_outlive_the_browser_and_arrive_once(
    driver, tmp_path, live_server, patient, viewer, night
):
    with phone_with(driver, tmp_path, live_server) as (context, page):
        sign_in(page, patient.user, live_server.url)
        keep_cookies(context)
        keeps_both_pages(page)
        context.set_offline(True)
        page.reload()
        expect(page.get_by_text("電波がありません")).to_be_visible()
        page.get_by_role("button", name=f"{night}を飲んだ", exact=True).click()
        expect(page.get_by_text(HELD)).to_be_visible()
        page.goto("/check-in/")
        expect(page.get_by_text("電波がありません")).to_be_visible()  # the page listens now
        page.get_by_role("group", name="だるさ").get_by_role("radio", name="6", exact=True).check(
            force=True
        )
        expect(page.locator(".waiting__answer")).to_have_count(2)
        tapped_by = timezone.now()

    assert not Dose.objects.visible_to(viewer).exists()

    with phone_with(driver, tmp_path, live_server) as (_, page):
        page.goto("/tonight/")
        expect(page.locator(".waiting__answer")).to_have_count(0)
        page.reload()
        expect(page.get_by_text("飲みました")).to_be_visible()

    (dose,) = Dose.objects.visible_to(viewer)
    assert dose.status == "taken"
    assert dose.taken_at <= tapped_by + timedelta(seconds=1)
    assert [row.score for row in SymptomRating.objects.visible_to(viewer)] == [6]
    assert ReplayedAnswer.objects.visible_to(viewer).count() == 2


def test_a_later_answer_does_not_overtake_one_that_waits(phone, live_server, patient, viewer):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    phone.goto("/check-in/")
    group = phone.get_by_role("group", name="だるさ")
    phone.context.set_offline(True)
    for score in ("3", "8"):
        group.get_by_role("radio", name=score, exact=True).check(force=True)
    expect(phone.locator(".waiting__answer")).to_have_count(2)

    phone.context.set_offline(False)
    expect(phone.locator(".waiting__answer")).to_have_count(0)

    assert [row.score for row in SymptomRating.objects.visible_to(viewer)] == [8]


def test_an_answer_whose_receipt_was_lost_is_recorded_once(
    open_phone, live_server, patient, viewer, night
):
    phone = open_phone(service_workers="block")  # what goes through a worker cannot be cut here
    sign_in(phone, patient.user, live_server.url)
    phone.goto("/tonight/")
    lost = []

    def lose_receipt(route):
        route.fetch()
        lost.append(route.request.url)
        route.abort()

    phone.route("**/take/", lose_receipt, times=1)
    phone.get_by_role("button", name=f"{night}を飲んだ", exact=True).click()
    expect(phone.get_by_text(HELD)).to_be_visible()
    assert Dose.objects.visible_to(viewer).count() == 1

    phone.evaluate("window.dispatchEvent(new Event('online'))")
    expect(phone.locator(".waiting__answer")).to_have_count(0)
    assert lost
    assert Dose.objects.visible_to(viewer).count() == 1


def test_nothing_else_of_the_record_is_kept_and_signing_out_empties_all(
    phone, live_server, patient
):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    for address in ("/month/", "/visit/", "/regimen/", "/settings/"):
        phone.goto(address)
    kept = [path for path in stored(phone) if not path.startswith("/static/")]
    assert sorted(kept) == ["/check-in/", "/tonight/"]

    phone.evaluate(
        """() => waiting.add({
          owner: document.querySelector('meta[name="record-owner"]').content,
          address: "/tonight/2026-01-01/take/", body: "", name: "", refused: true,
        })"""
    )
    phone.goto("/settings/")
    asked = []
    phone.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    with phone.expect_event("dialog"):
        phone.get_by_role("button", name="この端末でログアウトする").click()
    expect(phone).to_have_url(re.compile("/settings/$"))
    assert "1つ" in asked[0]
    phone.once("dialog", lambda dialog: dialog.accept())
    phone.get_by_role("button", name="この端末でログアウトする").click()
    expect(phone).to_have_url(re.compile(r"\d/$"))
    phone.wait_for_load_state()

    assert [path for path in stored(phone) if not path.startswith("/static/")] == []
    assert waiting_on(phone) == []


def test_a_night_that_is_over_is_said_to_be_over(phone, live_server, patient, viewer, night):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    phone.evaluate("document.getElementById('tonight').dataset.over = '2020-01-01T00:00:00Z'")
    phone.context.set_offline(True)

    phone.get_by_role("button", name=f"{night}を飲んだ", exact=True).click()

    expect(phone.get_by_text("前の日に開いた画面なので")).to_be_visible()
    expect(phone.locator(".waiting__answer")).to_have_count(0)
