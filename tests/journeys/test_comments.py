"""Two people, two browsers: a clinician writes, the patient reads, the clinician sees the mark."""

import pytest

from diary.comments.models import Comment
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.clinic_code import printed
from tests.days import today_of
from tests.factories.entries import make_symptom, rate
from tests.factories.people import make_clinic, make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    make_plan(patient)
    rate(make_symptom(patient, "だるさ"), today_of(patient), 3)
    return patient


@pytest.fixture
def clinician():
    return make_clinician(name="青木 医師")


@pytest.fixture
def clinic(clinician):
    return make_clinic(clinician, name="あおきクリニック")


def signed_in(open_phone, live_server, user, **options):
    page = open_phone(**options)
    sign_in(page, user, live_server.url)
    return page


def comments_of(patient):
    return Comment.objects.visible_to(on_behalf_of(patient.pk))


@pytest.mark.parametrize("java_script", [True, False], ids=["with a script", "without"])
def test_from_the_yes_to_the_read_mark(
    open_phone, live_server, patient, clinician, clinic, java_script
):
    patients = signed_in(open_phone, live_server, patient.user, java_script=java_script)
    patients.goto(f"/sharing/clinic/{printed(clinic.code)}/")
    patients.get_by_label("症状", exact=True).check()
    patients.get_by_label("いちばん新しい90日").check()
    patients.get_by_label("1週間").check()
    patients.get_by_label("先生からのひとことを受け取る").check()
    patients.get_by_role("button", name="この医療機関に送る").click()
    patients.get_by_text("相手の受け取りを待っています").wait_for()

    doctors = signed_in(open_phone, live_server, clinician.user, java_script=java_script)
    doctors.goto("/clinic/")
    doctors.get_by_role("button", name="受け取る").click()
    doctors.goto("/shared/")
    doctors.get_by_role("link", name="はなこ さん").click()
    doctors.get_by_role("heading", name="はなこ さんへのひとこと").wait_for()
    doctors.get_by_label("ひとこと(1000文字まで)").fill("記録を見ました。\nまた来週 🙂")
    doctors.get_by_role("button", name="ひとことを送る").click()
    doctors.get_by_text("ひとことを送りました。").wait_for()
    assert "まだ読まれていません" in doctors.locator(".comments").inner_text()

    patients.goto("/tonight/")
    patients.get_by_role("link", name="先生からのひとことが届いています。").click()
    patients.get_by_text("また来週 🙂").wait_for()
    patients.get_by_role("button", name="読みました").click()
    patients.get_by_text("「読みました」を押しました").wait_for()
    patients.goto("/tonight/")
    assert patients.get_by_text("先生からのひとこと").count() == 0

    doctors.reload()
    doctors.get_by_text("患者さんが読みました(").wait_for()
    assert doctors.get_by_role("button", name="取り消す").count() == 0


def test_what_is_too_long_stays_in_the_field_whole(
    open_phone, live_server, patient, clinician, clinic
):
    grant = make_grant(patient, clinician, clinic=clinic, may_comment=True)
    doctors = signed_in(open_phone, live_server, clinician.user)
    doctors.goto(f"/shared/{grant.public_id}/?period=90")
    field = doctors.get_by_label("ひとこと(1000文字まで)")
    field.fill("あ" * 1001)
    doctors.get_by_role("button", name="ひとことを送る").click()
    doctors.get_by_text("いまは1001文字です。").wait_for()
    assert field.input_value() == "あ" * 1001

    field.fill("短くしました")
    doctors.get_by_role("button", name="ひとことを送る").click()

    doctors.get_by_text("ひとことを送りました。").wait_for()
    assert "?period=90" in doctors.url
    assert comments_of(patient).get().text == "短くしました"


def test_a_double_click_is_one_comment_and_it_can_be_taken_back(
    open_phone, live_server, patient, clinician, clinic
):
    grant = make_grant(patient, clinician, clinic=clinic, may_comment=True)
    doctors = signed_in(open_phone, live_server, clinician.user)
    doctors.goto(f"/shared/{grant.public_id}/")
    doctors.get_by_label("ひとこと(1000文字まで)").fill("人ちがいの文")
    doctors.get_by_role("button", name="ひとことを送る").dblclick()
    doctors.get_by_text("ひとことを送りました。").first.wait_for()
    assert comments_of(patient).count() == 1

    doctors.goto(f"/shared/{grant.public_id}/")
    doctors.get_by_role("button", name="取り消す").click()
    doctors.get_by_text("ひとことを取り消しました。").wait_for()

    patients = signed_in(open_phone, live_server, patient.user)
    patients.goto("/sharing/comments/")
    patients.get_by_text("書いた人が取り消しました").wait_for()
    assert patients.get_by_text("人ちがいの文").count() == 0
