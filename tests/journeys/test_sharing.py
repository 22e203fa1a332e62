"""Two people, two browsers: a patient shares, somebody else reads, the patient ends it."""

import re

import pytest

from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import on_behalf_of
from tests.days import today_of
from tests.factories.entries import make_symptom, rate
from tests.factories.people import make_clinic, make_clinician, make_patient, make_proved_user
from tests.journeys.qr_camera import read_qr
from tests.journeys.signed_in import sign_in
from tests.mailbox import text_of

pytestmark = pytest.mark.django_db(transaction=True)

FULL_WIDTH = {code: code + 0xFEE0 for code in range(0x21, 0x7F)}


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    rate(make_symptom(patient, "だるさ"), today_of(patient), 3)
    return patient


@pytest.fixture
def patients_phone(open_phone, live_server, patient):
    page = open_phone()
    sign_in(page, patient.user, live_server.url)
    page.goto("/sharing/")
    return page


@pytest.fixture
def doctors(open_phone, live_server):
    """The browser of a clinic's owner, in front of the clinic's page, without a script."""
    clinician = make_clinician(name="青木 医師")
    make_clinic(clinician, name="あおきクリニック").members.update(is_owner=True)
    page = open_phone(java_script=False)
    sign_in(page, clinician.user, live_server.url)
    page.goto("/clinic/")
    return page


def agree(page) -> None:
    """Symptoms of the latest 90 days for a week."""
    page.get_by_label("症状", exact=True).check()
    page.get_by_label("いちばん新しい90日").check()
    page.get_by_label("1週間").check()


def grant_of(patient) -> ShareGrant:
    return ShareGrant.objects.visible_to(on_behalf_of(patient.pk)).get()


def send_to_the_clinic(page) -> None:
    page.get_by_role("heading", name="あおきクリニック").wait_for()
    agree(page)
    page.get_by_role("button", name="この医療機関に送る").click()
    page.get_by_text("相手の受け取りを待っています").wait_for()


def end_it(page) -> None:
    page.get_by_role("button", name="見せるのをやめる").click()
    page.get_by_text("見せるのをやめました。").wait_for()


def test_a_clinic_takes_what_a_patient_sends_and_reads_until_it_ends(
    patient, patients_phone, doctors
):
    code = doctors.locator(".clinic-code").inner_text()
    assert re.fullmatch(r"[2-9A-HJ-NP-Z]{4}(-[2-9A-HJ-NP-Z]{4}){2}", code)
    patients_phone.get_by_role("link", name="医療機関に見せる").click()
    patients_phone.get_by_label("医療機関の番号").fill(code.lower().translate(FULL_WIDTH))
    patients_phone.get_by_role("button", name="つぎへ").click()
    send_to_the_clinic(patients_phone)
    assert doctors.goto(f"/shared/{grant_of(patient).public_id}/").status == 404

    doctors.goto("/shared/")
    doctors.get_by_text("受け取りを待っている記録が1件あります").wait_for()
    doctors.get_by_role("link", name="医療機関のページ").click()
    doctors.get_by_role("button", name="受け取る").click()
    doctors.get_by_text("受け取りました。").wait_for()
    doctors.goto("/shared/")
    assert doctors.locator(".patient-line dd").first.inner_text() == "共有されていません"
    doctors.get_by_role("link", name="はなこ さん").click()
    doctors.get_by_text("だるさ").first.wait_for()

    patients_phone.reload()
    patients_phone.get_by_text("青木 医師(あおきクリニック)").first.wait_for()
    end_it(patients_phone)
    assert doctors.reload().status == 404
    doctors.goto("/shared/")
    doctors.get_by_text("いま見られる記録はありません").wait_for()


def test_the_clinics_qr_leads_a_patient_to_the_same_page(patients_phone, doctors):
    patients_phone.goto(read_qr(doctors.locator(".door-keys__qr")))
    send_to_the_clinic(patients_phone)

    doctors.reload()
    doctors.get_by_role("button", name="ことわる").click()
    doctors.get_by_text("ことわりました。").wait_for()

    patients_phone.reload()
    patients_phone.get_by_text("にやめました").wait_for()


def test_somebody_invited_by_mail_reads_until_it_ends(
    open_phone, live_server, patient, patients_phone, mailbox, settings
):
    settings.SITE_URL = live_server.url
    patients_phone.get_by_role("link", name="家族などに見せる").click()
    patients_phone.get_by_label("相手のメールアドレス").fill("taro@example.jp")
    agree(patients_phone)
    patients_phone.get_by_role("button", name="招待のメールを送る").click()
    patients_phone.get_by_text("相手の受け取りを待っています").wait_for()
    invitation = text_of(mailbox.wait_for("taro@example.jp"))
    assert "はなこ" not in invitation
    address = re.search(r"https?://\S+", invitation).group()

    make_proved_user("taro@example.jp")
    family = open_phone(java_script=False)
    family.goto(address)
    sign_in_by_mail(family, mailbox, "taro@example.jp")
    family.get_by_text("記録を見せたい方がいます").wait_for()
    family.get_by_role("button", name="受け取る").click()
    family.get_by_role("link", name="はなこ さん").click()
    family.get_by_text("だるさ").first.wait_for()
    # Family reads and writes nothing: there is no field to write into.
    assert family.locator("main textarea, main input:not([type=hidden])").count() == 0

    patients_phone.reload()
    patients_phone.get_by_text("taro@example.jp").nth(1).wait_for()
    end_it(patients_phone)
    assert family.reload().status == 404


def sign_in_by_mail(page, mailbox, address: str) -> None:
    page.get_by_label("メールアドレス").fill(address)
    page.get_by_role("button", name=re.compile("メールで受け取る")).click()
    field = page.get_by_label(re.compile("8けた"))
    field.wait_for()
    code = re.search(r"\d{4}-\d{4}", text_of(mailbox.wait_for(address, count=2))).group()
    field.fill(code)
    page.get_by_role("button", name="進む").click()
