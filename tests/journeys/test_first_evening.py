"""The main job from end to end, as somebody with a phone does it."""

import re
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from diary.doses.models import Dose
from diary.symptoms.models import SymptomRating, TrackedSymptom
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import HealthDataConsent, Patient
from ldn_app.clock import clock_of
from ldn_app.ui.dates import night_label
from tests.factories.check_ins import make_symptom
from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.journeys.signed_in import sign_in
from tests.mailbox import text_of

pytestmark = pytest.mark.django_db(transaction=True)


def button(page: Page, name: str):
    return page.get_by_role("button", name=name, exact=True)


def link(page: Page, name: str):
    return page.get_by_role("link", name=name, exact=True)


def sign_up(page: Page, mailbox, address: str) -> None:
    page.goto("/")
    link(page, "はじめる").first.click()
    page.get_by_label("メールアドレス").fill(address)
    page.get_by_role("checkbox").check()
    button(page, "番号をメールで受け取る").click()
    code = re.search(
        r"^\s*([A-Z0-9]{4}-?[A-Z0-9]{4})\s*$", text_of(mailbox.wait_for(address)), re.M
    )
    page.locator("input[name=code]").fill(code[1])
    button(page, "進む").click()


def enter_plan(page: Page, first_day: str) -> None:
    page.get_by_role("radio", name="カプセル").check(force=True)
    page.get_by_role("radio", name="夜").check(force=True)
    page.get_by_label("いつもの時刻").fill("22:30")
    page.get_by_label("はじめの日").fill(first_day)
    page.get_by_label("量", exact=True).first.fill("１．５")
    button(page, "この計画を保存する").click()


def answer_scale(page: Page, symptom: str, score: int) -> None:
    group = page.get_by_role("group", name=symptom)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        group.get_by_role("radio", name=str(score), exact=True).check(force=True)


def test_from_sign_up_to_the_sheet_for_the_doctor(phone, mailbox):
    sign_up(phone, mailbox, "hanako@example.jp")

    patient = Patient.objects.get(user__email="hanako@example.jp")
    today = clock_of(patient).day_of(timezone.now())
    viewer = on_behalf_of(patient.pk)
    do_the_first_run(phone, today)
    tap_take_back_and_tap_again(phone, night_label(today))
    (symptom,) = TrackedSymptom.objects.visible_to(viewer)
    check_in_and_find_it_again(phone, symptom.name)
    look_back_and_fetch_the_sheet(phone, today)

    # What stands in the database is what was tapped.
    assert [dose.status for dose in Dose.objects.visible_to(viewer)] == ["taken"]
    assert [rating.score for rating in SymptomRating.objects.visible_to(viewer)] == [6]
    assert HealthDataConsent.objects.filter(user=patient.user).count() == 1


def do_the_first_run(phone: Page, today: date) -> None:
    phone.wait_for_url("**/welcome/")
    link(phone, "つぎへ").click()
    link(phone, "質問に答える").click()
    phone.get_by_role("radio", name="使っていない").check(force=True)
    button(phone, "今日の答えとして記録する").click()
    expect(phone.get_by_text("使っていない", exact=True).first).to_be_visible()
    link(phone, "つぎへ").click()
    link(phone, "計画を入れる").click()
    enter_plan(phone, today.isoformat())
    link(phone, "症状を選ぶ").click()
    phone.locator("summary").first.click()
    phone.get_by_role("checkbox").first.check(force=True)
    button(phone, "選んだ症状を加える").click()
    phone.wait_for_url("**/welcome/ready/")
    button(phone, "はじめる").click()


def tap_take_back_and_tap_again(phone: Page, night: str) -> None:
    phone.wait_for_url("**/tonight/")
    expect(phone.locator("h1")).to_have_text(night)
    button(phone, f"{night}を飲んだ").click()
    expect(phone.get_by_text("飲みました")).to_be_visible()
    button(phone, "取り消す").click()
    button(phone, f"{night}を飲んだ").click()
    expect(phone.get_by_text("飲みました")).to_be_visible()


def check_in_and_find_it_again(phone: Page, symptom: str) -> None:
    link(phone, "今日の体調を記録する").click()
    answer_scale(phone, symptom, 6)
    expect(phone.get_by_text("保存しました").first).to_be_visible()
    phone.reload()
    expect(phone.get_by_role("group", name=symptom).locator("input[value='6']")).to_be_checked()


def look_back_and_fetch_the_sheet(phone: Page, today: date) -> None:
    link(phone, "ふりかえり").click()
    phone.locator(f'a[href*="{today.isoformat()}"]').first.click()
    expect(phone.get_by_text("1.5mg").first).to_be_visible()
    link(phone, "診察で見せるまとめ").click()
    expect(phone.get_by_text("記録できた夜").first).to_be_visible()
    sheet = phone.request.get("/visit/summary.pdf")
    assert sheet.status == 200
    assert re.search(r"kiroku-\d{4}-\d\d-\d\d_\w+\.pdf", sheet.headers["content-disposition"])
    assert "記録できた夜" in PdfReader(BytesIO(sheet.body())).pages[0].extract_text()


def test_tonight_and_check_in_work_without_javascript(open_phone, live_server):
    patient = make_patient()
    today = clock_of(patient).day_of(timezone.now())
    make_plan(patient, first_day=today - timedelta(days=3))
    make_symptom(patient, name="だるさ")
    page = open_phone(java_script=False)
    sign_in(page, patient.user, live_server.url)

    page.goto("/tonight/")
    button(page, f"{night_label(today)}を飲んだ").click()
    expect(page.get_by_text("飲みました")).to_be_visible()
    yesterday = night_label(today - timedelta(days=1))
    button(page, f"{yesterday}を飲まなかった").click()
    expect(page.get_by_text("飲まなかった").first).to_be_visible()
    button(page, "取り消す").click()
    button(page, f"{night_label(today)}を飲んだ").click()

    link(page, "今日の体調を記録する").click()
    page.get_by_role("group", name="だるさ").get_by_role("radio", name="7", exact=True).check(
        force=True
    )
    page.get_by_role("textbox", name="メモ").fill("夢をよく見た🌙")
    button(page, "保存する").last.click()
    expect(page.get_by_role("textbox", name="メモ")).to_have_value("夢をよく見た🌙")

    viewer = on_behalf_of(patient.pk)
    statuses = Dose.objects.visible_to(viewer).order_by("dose_day").values_list("status", flat=True)
    assert list(statuses) == ["skipped", "taken"]
    assert [rating.score for rating in SymptomRating.objects.visible_to(viewer)] == [7]
