"""The one-button page, the unsubscribe link and the patient's settings."""

from datetime import date, timedelta

import pytest
import time_machine
from django.urls import reverse

from diary.doses.models import Dose
from diary.doses.services.answers import record_dose_skipped
from diary.reminders.links import NightLink, night_token, unsubscribe_token
from diary.reminders.models import Channel, ReminderSettings
from diary.reminders.services.channels import email_channel
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.services import change_setting
from tests.factories.people import make_patient
from tests.factories.plans import make_plan, plan_again
from tests.factories.reminders import make_reminder, schedules
from tests.stubborn_smtp import stubborn_smtp

from .conftest import AFTERNOON, TEN

pytestmark = pytest.mark.django_db
NIGHT = date(2026, 11, 22)
SETTINGS = "/settings/reminders/"


def address(patient, *, ends_at=TEN + timedelta(hours=6), day=NIGHT) -> str:
    return reverse("reminders:night", args=[night_token(NightLink(patient.pk, day, ends_at))])


def doses():
    return Dose.objects.unscoped(reason="test")


def test_the_page_names_its_night_and_writes_nothing_on_get(client, reminded, tonight):
    page = client.get(address(reminded))

    assert "11月22日(日)の夜の分" in page.content.decode()
    assert "1.5" not in page.content.decode()
    assert not doses().exists()
    assert "no-store" in page["Cache-Control"]


def test_a_mail_checker_that_asks_with_head_changes_nothing(client, reminded, tonight):
    channel = email_channel(on_behalf_of(reminded.pk), now=AFTERNOON)
    stop = reverse("reminders:unsubscribe", args=[unsubscribe_token(channel.pk)])

    for link in (address(reminded), stop):
        answer = client.head(link)
        assert (answer.status_code, answer.content) == (200, b"")

    assert not doses().exists()
    channel.refresh_from_db()
    assert channel.state == "active"


def test_the_button_records_the_dose_once_and_without_sign_in(client, reminded, tonight):
    for _ in range(2):
        assert "記録しました" in client.post(address(reminded)).content.decode()

    dose = doses().get()
    assert (dose.patient_id, dose.dose_day, dose.taken_at) == (reminded.pk, NIGHT, tonight)
    assert "_auth_user_id" not in client.session


def test_opened_again_it_says_what_is_recorded_and_offers_no_new_answer(client, reminded, tonight):
    client.post(address(reminded))
    with time_machine.travel(TEN + timedelta(hours=5), tick=False):
        page = client.get(address(reminded)).content.decode()
        tapped_on_an_old_tab = client.post(address(reminded)).content.decode()

    for html in (page, tapped_on_an_old_tab):
        assert "もう記録してあります" in html
        assert "「飲んだ」と記録しました(午後10時04分)" in html
        assert "button--hero" not in html
        assert "1.5" not in html
        assert 'value="undo"' in html
        assert "/tonight/2026-11-22/" in html
    assert doses().count() == 1


def test_the_page_takes_its_answer_back_and_then_asks_anew(client, reminded, tonight):
    client.post(address(reminded))

    for _ in range(2):  # a doubled tap is harmless
        html = client.post(address(reminded), {"action": "undo"}).content.decode()
        assert "取り消しました" in html
        assert "button--hero" in html
    assert not doses().exists()


def test_an_answer_of_another_kind_is_shown_and_not_taken_back_here(client, reminded, tonight):
    viewer = on_behalf_of(reminded.pk)
    record_dose_skipped(viewer, plan=plan_again(reminded, NIGHT), dose_day=NIGHT, now=tonight)

    page = client.get(address(reminded)).content.decode()
    answer = client.post(address(reminded), {"action": "undo"})

    assert "「飲まなかった」と記録しました" in page
    assert "button--hero" not in page
    assert 'value="undo"' not in page
    assert answer.status_code == 409
    assert doses().count() == 1


def test_a_notification_that_answers_again_is_told_that_it_is_recorded(client, reminded, tonight):
    for _ in range(2):
        answer = client.post(address(reminded), headers={"accept": "application/json"})
        assert answer.json() == {"recorded": True, "why": ""}


def test_the_link_is_over_with_its_night(client, reminded, tonight):
    over = address(reminded, ends_at=tonight)

    assert client.get(over).status_code == 410
    assert client.post(over).status_code == 410
    assert not doses().exists()


def test_a_changed_token_opens_nothing(client, reminded, tonight):
    assert client.post(address(reminded)[:-6] + "AAAA=/").status_code == 410
    other = reverse("reminders:night", args=[unsubscribe_token(1)])
    assert client.post(other).status_code == 410


def test_a_night_outside_the_plan_says_so(client, tonight):
    patient = make_patient()

    answer = client.post(address(patient))

    assert answer.status_code == 409
    assert "いまは記録できません" in answer.content.decode()
    assert not doses().exists()


def test_a_night_that_was_answered_otherwise_is_not_said_to_be_recorded(client, reminded, tonight):
    viewer = on_behalf_of(reminded.pk)
    record_dose_skipped(viewer, plan=plan_again(reminded, NIGHT), dose_day=NIGHT, now=tonight)

    answer = client.post(address(reminded))

    assert answer.status_code == 409  # the button in a notification goes by the status alone
    assert "もう別の記録があります" in answer.content.decode()


def test_a_morning_dose_is_not_called_a_nights(client, patient, tonight):
    make_plan(patient, slot="morning")

    assert "11月22日(日)の朝の分" in client.get(address(patient)).content.decode()


def test_one_click_unsubscribes_and_a_scanner_does_not(client, reminded):
    channel = Channel.objects.unscoped(reason="test").get()
    link = reverse("reminders:unsubscribe", args=[unsubscribe_token(channel.pk)])

    client.get(link)
    channel.refresh_from_db()
    assert channel.state == "active"
    client.post(link, {"List-Unsubscribe": "One-Click"})

    channel.refresh_from_db()
    assert (channel.state, channel.off_reason) == ("off", "unsubscribed")


def test_a_dose_reminder_is_arranged_on_its_page(signed_in, patient):
    make_plan(patient)
    form = {"enabled": "on", "local_time": "22:30", "days": list("01234"), "ways": ["email"]}

    answer = signed_in.post(f"{SETTINGS}kinds/dose/", form, follow=True)

    assert "月・火・水・木・金 午後10時30分" in answer.content.decode()
    schedule = schedules().get()
    assert (schedule.by_email, schedule.by_push, schedule.days) == (True, False, 0b11111)


def test_an_incomplete_form_says_what_to_do(signed_in):
    answer = signed_in.post(f"{SETTINGS}kinds/dose/", {"local_time": "22:30"})

    assert answer.status_code == 422
    assert "曜日を1つ以上選んでください" in answer.content.decode()


def test_still_open_needs_the_dose_first(signed_in):
    form = {"enabled": "on", "after_minutes": "15", "at_most": "3", "ways": ["email"]}

    answer = signed_in.post(f"{SETTINGS}kinds/still_open/", form, follow=True)

    assert "先に「お薬の時間」" in answer.content.decode()
    assert not schedules().get().enabled


def test_a_drugs_name_in_ones_own_words_is_warned_about_and_then_kept(signed_in):
    form = {"own_text": "ＬＤＮの時間"}

    first = signed_in.post(f"{SETTINGS}rest/", form)
    second = signed_in.post(f"{SETTINGS}rest/", {**form, "telling_is_fine": "on"})

    assert first.status_code == 422
    assert "お薬のことが分かることば" in first.content.decode()
    assert second.status_code == 302
    assert ReminderSettings.objects.unscoped(reason="test").get().own_text == "ＬＤＮの時間"


def test_a_change_of_place_is_asked_about_once(signed_in, patient):
    make_plan(patient)
    make_reminder(patient, now=AFTERNOON)
    change_setting(patient, now=AFTERNOON, time_zone="Europe/Berlin")

    assert "場所が変わりました" in signed_in.get(SETTINGS).content.decode()
    after = signed_in.post(f"{SETTINGS}place/", {"keep": "yes"}, follow=True).content.decode()

    assert "場所が変わりました" not in after
    assert "日本(東京)の時計のまま" in after


@pytest.mark.parametrize(
    ("at_recipient", "said"),
    [("", "届け先のサービスが受け取りました"), ("550 5.1.1 nobody", "使えなくなっています")],
)
def test_a_trial_tells_truly_what_the_provider_said(
    signed_in, patient, settings, at_recipient, said
):
    channel = email_channel(on_behalf_of(patient.pk), now=AFTERNOON)
    settings.EMAIL_BACKEND = "ldn_app.smtp.EmailBackend"
    with stubborn_smtp() as (mailbox, port):
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", port
        mailbox.at_recipient = at_recipient

        page = signed_in.post(f"{SETTINGS}channels/{channel.pk}/try/", follow=True)

    assert said in page.content.decode()


def test_a_channel_is_switched_off_and_on_again(signed_in, patient):
    channel = email_channel(on_behalf_of(patient.pk), now=AFTERNOON)

    off = signed_in.post(f"{SETTINGS}channels/{channel.pk}/switch/", {"on": "no"}, follow=True)
    on = signed_in.post(f"{SETTINGS}channels/{channel.pk}/switch/", {"on": "yes"}, follow=True)

    assert "ご自分で止めました" in off.content.decode()
    assert "試しに送る" in on.content.decode()
