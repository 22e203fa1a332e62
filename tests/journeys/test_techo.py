"""The list for お薬手帳 apps, on a phone without JavaScript."""

from datetime import date

import pytest

from tests.factories.papers import make_medicine
from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.journeys.axe import complaints_in_both_colours
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


def test_from_the_downloads_to_the_codes_and_the_file(open_phone, live_server):
    patient = make_patient()
    make_plan(patient, first_day=date(2026, 1, 1))
    for number in range(6):
        make_medicine(patient, f"架空の薬{number}😣", note="1日2回、朝ごはんと夜ごはんのあと")
    page = open_phone(java_script=False)
    sign_in(page, patient.user, live_server.url)
    page.goto("/settings/download/")
    page.get_by_role("link", name="QRコードとファイルを見る").click()

    page.get_by_text("「〓」に置きかえて入れます").wait_for()
    page.get_by_role("img", name="QRコード 2枚め").wait_for()
    page.get_by_label("生年月日").fill("1958-03-03")
    page.get_by_role("button", name="QRコードを出しなおす").click()
    assert page.get_by_label("生年月日").input_value() == "1958-03-03"
    with page.expect_download() as download:
        page.get_by_role("button", name="ファイル(txt)をダウンロード").click()

    assert download.value.suggested_filename.startswith("kiroku-")
    assert download.value.path().read_bytes().startswith(b"JAHISTC08,2\r\n1,")


def test_nothing_stands_in_the_way(open_phone, live_server):
    patient = make_patient()
    make_plan(patient, first_day=date(2026, 1, 1))
    page = open_phone()
    sign_in(page, patient.user, live_server.url)
    page.goto("/settings/download/techo/")

    assert complaints_in_both_colours(page) == []
