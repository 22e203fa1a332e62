"""A clinician's own account: how pages look, handing the clinic over, and going."""

import time

import pytest
from playwright.sync_api import expect

from ldn_app.accounts.models import ClinicMember, User
from tests.factories.people import LONG_AGO, make_clinic, make_clinician, make_grant, make_patient
from tests.journeys.axe import complaints_of_axe
from tests.journeys.signed_in import sign_in
from tests.journeys.test_look_of_pages import PRESSABLE

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def owner():
    return make_clinician(name="青木 医師")


@pytest.fixture
def colleague():
    return make_clinician(name="井上 看護師")


@pytest.fixture
def clinic(owner, colleague):
    clinic = make_clinic(owner, name="あおきクリニック")
    clinic.members.update(is_owner=True)
    ClinicMember.objects.create(clinic=clinic, clinician=colleague, joined_at=LONG_AGO)
    return clinic


@pytest.mark.parametrize("java_script", [True, False], ids=["with a script", "without"])
def test_an_owner_hands_over_and_goes(
    open_phone, live_server, owner, colleague, clinic, java_script
):
    make_grant(make_patient(), owner, clinic=clinic)
    page = open_phone(java_script=java_script)
    sign_in(page, owner.user, live_server.url, at=time.time())
    page.goto("/shared/")
    page.get_by_role("link", name="設定").click()
    page.get_by_role("link", name="画面の色").click()
    page.get_by_label("暗い").check()
    page.get_by_role("button", name="保存する").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")

    page.get_by_role("link", name="アカウントを消す").click()
    expect(page.get_by_text("管理者はあなただけです")).to_be_visible()
    expect(page.get_by_role("button", name="アカウントを消す")).to_have_count(0)
    page.get_by_role("link", name="医療機関のページで管理者をふやす").click()
    page.get_by_role("button", name="井上 看護師 を管理者にする").click()
    expect(page.get_by_text("管理者にしました")).to_be_visible()

    page.goto("/settings/delete/")
    page.get_by_role("button", name="アカウントを消す").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("すべて消しました")
    assert not User.objects.filter(pk=owner.user_id).exists()
    assert ClinicMember.objects.get(clinic=clinic).is_owner


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("text_size", ["normal", "large"])
def test_the_pages_can_be_used_by_everybody(
    open_phone, live_server, owner, clinic, dark, text_size
):
    owner.text_size = text_size
    owner.save()
    page = open_phone(dark=dark)
    sign_in(page, owner.user, live_server.url)

    for address in ("/settings/", "/settings/change/name/", "/settings/delete/", "/clinic/"):
        page.goto(address)
        assert complaints_of_axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= 390, address
        small = [one for one in page.evaluate(PRESSABLE) if one["height"] < 56 or one["width"] < 44]
        assert small == [], address
