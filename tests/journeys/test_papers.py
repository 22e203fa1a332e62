"""A slip and a PS on a phone, with and without JavaScript."""

import pytest

from tests.factories.people import make_patient

from .axe import complaints_of_axe
from .signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no script"])
def test_a_slip_is_copied_and_comes_back_with_its_range(open_phone, live_server, java_script):
    page = open_phone(java_script=java_script)
    sign_in(page, make_patient().user, live_server.url)
    page.goto("/check-in/")
    page.get_by_role("link", name="検査の値").click()
    page.get_by_role("link", name="検査の紙を記録する").click()

    page.get_by_label("検査を受けた日").fill("2026-11-10")
    line = page.get_by_role("group", name="AST")
    line.get_by_label("結果").fill("２２")
    line.locator("summary").click()
    line.get_by_label("範囲の下").fill("13")
    line.get_by_label("範囲の上").fill("30")
    page.get_by_role("button", name="記録する", exact=True).click()

    row = page.get_by_role("link", name="AST 22 U/L")
    assert "紙の範囲 13〜30 — 範囲の中" in row.inner_text()


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no script"])
def test_ps_is_one_tap(open_phone, live_server, java_script):
    page = open_phone(java_script=java_script)
    sign_in(page, make_patient().user, live_server.url)
    page.goto("/questionnaires/ps/")

    page.get_by_role("button", name="6 調子のよい日には").click()

    assert page.get_by_role("button", pressed=True).count() == 1
    assert "PSを6と記録しました。" in page.get_by_role("main").inner_text()
    if java_script:
        assert complaints_of_axe(page) == []
