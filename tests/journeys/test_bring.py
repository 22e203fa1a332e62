"""A table of another diary, on a phone without JavaScript."""

from datetime import date

import pytest

from diary.symptoms.models import SymptomRating
from ldn_app.access.viewer import on_behalf_of
from tests.factories.check_ins import make_rating, make_symptom
from tests.factories.people import make_patient
from tests.journeys.axe import complaints_in_both_colours
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)

FILE = {"name": "diary.csv", "mimeType": "text/csv"}
TABLE = "日付,だるさ,天気\nR8.11.1,3,雨\n2026年11月2日(月),4,晴れ\n"


def choose(page, text: str) -> None:
    page.goto("/settings/bring/")
    page.set_input_files("input[type=file]", {**FILE, "buffer": text.encode("cp932")})
    page.get_by_role("button", name="中身を見る").click()


def test_from_the_settings_to_the_record_without_a_script(open_phone, live_server):
    patient = make_patient()
    make_rating(make_symptom(patient, name="だるさ"), date(2026, 11, 1), 9)
    page = open_phone(java_script=False)
    sign_in(page, patient.user, live_server.url)
    page.goto("/settings/")
    page.get_by_role("link", name="記録を取り込む").click()

    choose(page, TABLE)
    page.get_by_role("button", name="次へ").click()
    page.get_by_text("11月1日(日) だるさ: いまは 9、ファイルは 3").wait_for()
    page.get_by_role("button", name="この内容で取り込む").click()
    page.get_by_text("1件を新しく記録しました").wait_for()

    scores = SymptomRating.objects.visible_to(on_behalf_of(patient.pk)).order_by("day")
    assert [row.score for row in scores] == [9, 4]


def test_axe_finds_nothing_serious_with_a_file_that_waits(open_phone, live_server):
    patient = make_patient()
    make_rating(make_symptom(patient, name="だるさ"), date(2026, 11, 1), 9)
    page = open_phone()
    sign_in(page, patient.user, live_server.url)
    for text in (TABLE, TABLE + "きのう,3,\n"):
        choose(page, text)
        page.wait_for_url("**/settings/bring/columns/")
        assert complaints_in_both_colours(page) == []
        page.get_by_role("button", name="次へ").click()
        page.wait_for_url("**/settings/bring/rows/")
        assert complaints_in_both_colours(page) == []
