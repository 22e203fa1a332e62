"""Two people, two browsers: a patient shares, somebody else reads, the patient ends it."""

import pytest
from django.utils import timezone

from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.clinic_code import printed
from tests.factories.entries import make_symptom, rate
from tests.factories.people import make_clinic, make_clinician, make_patient, make_proved_user
from tests.journeys.signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    rate(make_symptom(patient, "だるさ"), timezone.localdate(), 3)
    return patient


@pytest.fixture
def patients_phone(open_phone, live_server, patient):
    page = open_phone()
    sign_in(page, patient.user, live_server.url)
    page.goto("/sharing/")
    return page


def agree(page) -> None:
    """Symptoms of the latest 90 days for a week."""
    page.get_by_label("症状", exact=True).check()
    page.get_by_label("いちばん新しい90日").check()
    page.get_by_label("1週間").check()


def grant_of(patient) -> ShareGrant:
    return ShareGrant.objects.visible_to(on_behalf_of(patient.pk)).get()


def end_it(page) -> None:
    page.get_by_role("button", name="見せるのをやめる").click()
    page.get_by_text("見せるのをやめました。").wait_for()


def test_a_clinic_takes_what_a_patient_sends_and_reads_until_it_ends(
    open_phone, live_server, patient, patients_phone
):
    clinician = make_clinician(name="青木 医師")
    clinic = make_clinic(clinician, name="あおきクリニック")
    patients_phone.get_by_role("link", name="医療機関に見せる").click()
    patients_phone.get_by_label("医療機関の番号").fill(printed(clinic.code).lower())
    patients_phone.get_by_role("button", name="つぎへ").click()
    patients_phone.get_by_role("heading", name="あおきクリニック").wait_for()
    agree(patients_phone)
    patients_phone.get_by_role("button", name="この医療機関に送る").click()
    patients_phone.get_by_text("相手の受け取りを待っています").wait_for()

    doctors = open_phone(java_script=False)
    sign_in(doctors, clinician.user, live_server.url)
    doctors.goto("/shared/")
    doctors.get_by_role("link", name="医療機関のページ").click()
    doctors.get_by_role("button", name="受け取る").click()
    doctors.goto("/shared/")
    doctors.get_by_text("はなこ さん").click()
    doctors.get_by_text("だるさ").first.wait_for()

    patients_phone.reload()
    patients_phone.get_by_text("青木 医師(あおきクリニック)").first.wait_for()
    end_it(patients_phone)
    assert doctors.reload().status == 404


def test_somebody_invited_by_mail_reads_until_it_ends(
    open_phone, live_server, patient, patients_phone, mailoutbox
):
    patients_phone.get_by_role("link", name="家族などに見せる").click()
    patients_phone.get_by_label("相手のメールアドレス").fill("taro@example.jp")
    agree(patients_phone)
    patients_phone.get_by_role("button", name="招待のメールを送る").click()
    patients_phone.get_by_text("相手の受け取りを待っています").wait_for()
    path = f"/shared/invited/{grant_of(patient).public_id}/"
    assert path in mailoutbox[-1].body

    family = open_phone(java_script=False)
    sign_in(family, make_proved_user("taro@example.jp"), live_server.url)
    family.goto(path)
    family.get_by_role("button", name="受け取る").click()
    family.get_by_text("はなこ さん").click()
    family.get_by_text("だるさ").first.wait_for()

    patients_phone.reload()
    patients_phone.get_by_text("taro@example.jp").nth(1).wait_for()
    end_it(patients_phone)
    assert family.reload().status == 404
