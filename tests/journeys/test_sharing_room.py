"""In the consulting room: the doctor's browser reads the QR off the patient's phone."""

import logging

import pytest

from ldn_app.access.models import AccessEvent
from ldn_app.access.viewer import on_behalf_of
from tests.days import today_of
from tests.factories.entries import make_note, make_symptom, rate
from tests.factories.people import make_patient
from tests.journeys.qr_camera import read_qr
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    rate(make_symptom(patient, "だるさ"), today_of(patient), 3)
    make_note(patient, today_of(patient), "先生にはまだ言わない")
    return patient


@pytest.fixture
def patients_phone(open_phone, live_server, patient):
    """A phone that shows a QR and a code for the symptoms, for 24 hours."""
    page = open_phone(java_script=False)
    sign_in(page, patient.user, live_server.url)
    page.goto("/sharing/")
    page.get_by_role("link", name="診察室でいま見せる").click()
    page.get_by_label("症状", exact=True).check()
    page.get_by_label("いちばん新しい90日").check()
    page.get_by_label("きょうだけ").check()
    page.get_by_role("button", name="QRコードを出す").click()
    page.locator(".door-keys__code").wait_for()
    return page


@pytest.fixture
def doctors(open_phone):
    """A browser that is signed in nowhere, and what it sends, with every header."""
    page = open_phone()
    page.context.on("request", lambda request: sent.append(request))
    sent = page.sent = []
    return page


def code_on(phone) -> str:
    return phone.locator(".door-keys__code").inner_text().strip()


def enter(doctors, code: str) -> None:
    doctors.get_by_label("お名前").fill("青木 医師")
    doctors.get_by_label("6けたの番号").fill(code)
    doctors.get_by_role("button", name="記録を開く").click()


def wrong(code: str) -> str:
    return f"{(int(code.replace(' ', '')) + 1) % 10**6:06d}"


def test_the_doctor_reads_the_qr_and_sees_the_sheet_until_the_patient_ends_it(
    patient, patients_phone, doctors
):
    doctors.goto(read_qr(patients_phone.locator(".door-keys__qr")))
    enter(doctors, wrong(code_on(patients_phone)))
    doctors.get_by_text("あと9回入れられます").wait_for()
    enter(doctors, code_on(patients_phone).translate(FULL_WIDTH))

    doctors.get_by_text("青木 医師 として見ています").wait_for()
    assert doctors.get_by_text("だるさ").first.is_visible()
    assert "共有されていません" in doctors.content()
    assert "先生にはまだ言わない" not in doctors.content()
    assert doctors.request.get("/look/sheet/summary.pdf").status == 200

    patients_phone.reload()
    log = patients_phone.locator(".access-log")
    assert log.locator("strong").all_inner_texts() == ["青木 医師"] * 3
    patients_phone.get_by_role("button", name="見せるのをやめる").click()
    patients_phone.get_by_text("見せるのをやめました。").wait_for()
    assert doctors.reload().status == 404
    assert doctors.request.get("/look/sheet/summary.pdf").status == 404
    assert AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).count() == 3


def test_the_secret_stays_in_no_address_and_in_no_log(patients_phone, doctors, caplog):
    """The browser itself writes the address down on its disk, when it opens nothing any more."""
    caplog.set_level(logging.DEBUG)
    address, _, secret = read_qr(patients_phone.locator(".door-keys__qr")).partition("#")
    assert len(secret) >= 43

    doctors.goto(f"{address}#{secret}")
    assert doctors.url == address
    enter(doctors, code_on(patients_phone))
    doctors.get_by_text("青木 医師 として見ています").wait_for()
    doctors.go_back()
    doctors.get_by_label("6けたの番号").wait_for()
    doctors.goto("/learn/")

    tools = doctors.context.new_cdp_session(doctors)
    been_to = [one["url"] for one in tools.send("Page.getNavigationHistory")["entries"]]
    assert address in been_to
    assert secret not in str(been_to)
    # What a server, a proxy or another site could have written down.
    seen = [(one.method, one.url.partition("#")[0], one.all_headers()) for one in doctors.sent]
    assert secret not in str(seen)
    assert [one.url for one in doctors.sent if secret in (one.post_data or "")] == [address]
    assert secret not in doctors.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert secret not in str(doctors.context.cookies())
    assert secret not in caplog.text

    patients_phone.reload()
    assert secret not in read_qr(patients_phone.locator(".door-keys__qr"))


def test_somebody_with_the_picture_alone_gets_ten_tries_and_then_nothing(patients_phone, doctors):
    code = code_on(patients_phone)
    doctors.goto(read_qr(patients_phone.locator(".door-keys__qr")))
    for left in range(9, 0, -1):
        enter(doctors, wrong(code))
        doctors.get_by_text(f"あと{left}回入れられます").wait_for()

    with doctors.expect_response("**/look/") as tenth:
        enter(doctors, wrong(code))

    assert tenth.value.status == 404
    patients_phone.reload()
    patients_phone.get_by_text("このQRコードは使えなくなりました").wait_for()
