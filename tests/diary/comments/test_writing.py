"""The clinician's side: writing on the shared sheet, the read mark, taking back."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from diary.comments.models import Comment
from ldn_app.access.models import AccessEvent
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Clinic, ClinicMember
from tests.factories.comments import make_comment
from tests.factories.people import (
    make_clinic,
    make_clinician,
    make_grant,
    make_invitation,
    make_proved_user,
)

pytestmark = pytest.mark.django_db


def comments_of(patient):
    return Comment.objects.visible_to(on_behalf_of(patient.pk)).order_by("pk")


def log_of(patient):
    events = AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).order_by("pk")
    return list(events.values_list("kind", "reader_name", "clinic_name"))


def address(grant):
    return f"/shared/{grant.public_id}/comments/"


def send(browser, grant, text="記録を見ました。", form_id=None, **options):
    values = {"text": text, "form_id": form_id or str(uuid4())}
    return browser.post(address(grant), values, **options)


def test_a_comment_is_written_with_the_names_of_that_moment(patient, clinician, grant, staff):
    answer = send(staff, grant, "眠りの記録を見ました。\nまた来週。")

    assert answer.status_code == 302
    assert answer.url == f"/shared/{grant.public_id}/#comments"
    clinician.name = "改名 医師"
    clinician.save()
    Clinic.objects.update(name="改名クリニック")
    comment = comments_of(patient).get()
    assert comment.text == "眠りの記録を見ました。\nまた来週。"
    assert (comment.author_name, comment.clinic_name) == ("青木 医師", "あおきクリニック")
    assert comment.author == clinician.user
    assert (comment.read_at, comment.taken_back_at) == (None, None)


def test_the_sheet_has_the_form_its_warnings_and_ones_own_words(grant, clinician, staff):
    make_comment(grant, clinician, text="前のひとこと")

    page = staff.get(f"/shared/{grant.public_id}/").text

    assert "はなこ さんへのひとこと" in page
    assert "急ぎの連絡には使えません" in page
    assert "薬の量や飲み方のことは、診察か電話で伝えてください" in page
    assert "お名前と医療機関の名前が、患者さんの画面に出ます" in page
    assert "前のひとこと" in page
    assert "まだ読まれていません" in page
    assert f'action="{address(grant)}?period=' in page


def test_one_comes_back_to_the_days_of_the_sheet(grant, staff):
    values = {"text": "ひとこと", "form_id": str(uuid4())}

    answer = staff.post(f"{address(grant)}?period=90", values)

    assert answer.url == f"/shared/{grant.public_id}/?period=90#comments"


def test_the_read_mark_is_seen_with_its_day(patient, grant, clinician, staff, home):
    comment = make_comment(grant, clinician)

    home.post(f"/sharing/comments/{comment.public_id}/read/")

    page = staff.get(address(grant)).text
    today = timezone.localdate()
    assert f"患者さんが読みました({today.month}月{today.day}日" in page
    assert "<strong>まだ読まれていません" not in page
    assert "取り消す" not in page


def test_writing_is_a_line_of_the_patients_log(patient, grant, staff, home):
    send(staff, grant)

    assert log_of(patient) == [
        ("comments_opened", "青木 医師", "あおきクリニック"),
        ("comment_written", "青木 医師", "あおきクリニック"),
    ]
    page = home.get("/sharing/log/").text
    assert "ひとことを書いた" in page
    assert "ひとことの欄を開いた" in page


def test_what_was_not_written_is_not_said_to_be(patient, grant, staff):
    send(staff, grant, "")

    assert log_of(patient) == [("comments_opened", "青木 医師", "あおきクリニック")]


def test_a_doubled_tap_is_one_comment(patient, grant, staff):
    form_id = str(uuid4())

    answers = [send(staff, grant, form_id=form_id).status_code for _ in range(3)]

    assert answers == [302, 302, 302]
    assert comments_of(patient).count() == 1
    assert [page for page, *_ in log_of(patient)].count("comment_written") == 1


def test_other_words_from_a_form_that_was_sent_are_kept_and_asked_about(patient, grant, staff):
    form_id = str(uuid4())
    send(staff, grant, "はじめの文", form_id)

    answer = send(staff, grant, "ちがう文", form_id)

    assert answer.status_code == 422
    assert "もう送ってあります" in answer.text
    assert "ちがう文</textarea>" in answer.text
    assert form_id not in answer.text
    assert comments_of(patient).get().text == "はじめの文"


@pytest.mark.parametrize("form_id", ["", "no-id"])
def test_without_an_id_it_is_sent_all_the_same(patient, grant, staff, form_id):
    staff.post(address(grant), {"text": "ひとこと", "form_id": form_id})

    assert comments_of(patient).count() == 1


@pytest.mark.parametrize("text", ["", "  \n ", "\u200b", "\x00"])
def test_nothing_is_not_sent(patient, grant, staff, text):
    answer = send(staff, grant, text)

    assert answer.status_code == 422
    assert "ひとことを書いてから、押してください" in answer.text
    assert not comments_of(patient).exists()


def test_a_thousand_characters_are_sent_and_one_more_is_kept_and_counted(patient, grant, staff):
    answer = send(staff, grant, "あ" * 1001)

    assert answer.status_code == 422
    assert "1000文字までで書いてください。いまは1001文字です。" in answer.text
    assert "あ" * 1001 in answer.text
    assert "maxlength" not in answer.text
    assert send(staff, grant, "🙂" * 1000).status_code == 302
    assert comments_of(patient).get().text == "🙂" * 1000


def test_markup_stays_text_on_both_sides(patient, grant, staff, home):
    send(staff, grant, "<script>alert(1)</script>\n<b>太字</b> & 👩🏽‍⚕️")

    pages = [staff.get(f"/shared/{grant.public_id}/").text, home.get("/sharing/comments/").text]

    for page in pages:
        assert "<script>alert" not in page
        assert (
            "&lt;script&gt;alert(1)&lt;/script&gt;<br>&lt;b&gt;太字&lt;/b&gt; &amp; 👩🏽‍⚕️" in page
        )


def test_ten_in_a_day_and_then_tomorrow(patient, grant, clinician, staff):
    for _ in range(9):
        make_comment(grant, clinician)
    make_comment(grant, clinician, written_at=timezone.now() - timedelta(days=2))
    assert send(staff, grant).status_code == 302

    answer = send(staff, grant, "もう1つ")

    assert answer.status_code == 422
    assert "あしたまた送ってください" in answer.text
    assert "もう1つ</textarea>" in answer.text


def test_without_the_patients_yes_there_is_no_form_and_no_page(patient, clinician, clinic, staff):
    grant = make_grant(patient, clinician, clinic=clinic)

    assert "ひとこと" not in staff.get(f"/shared/{grant.public_id}/").text
    assert staff.get(address(grant)).status_code == 404
    assert send(staff, grant).status_code == 404
    assert not comments_of(patient).exists()


@pytest.mark.parametrize(
    "ended",
    [
        {"revoked_at": timezone.now()},
        {"accepted_at": None},
        {"expires_at": timezone.now() - timedelta(days=1)},
    ],
    ids=["revoked", "waiting", "expired"],
)
def test_through_a_grant_that_is_not_live_nothing_is_written_or_seen(
    patient, clinician, clinic, staff, ended
):
    grant = make_grant(patient, clinician, clinic=clinic, may_comment=True, **ended)
    make_comment(grant, clinician, text="前のひとこと")

    assert send(staff, grant).status_code == 404
    assert staff.get(address(grant)).status_code == 404
    assert comments_of(patient).count() == 1
    assert log_of(patient) == []


def test_another_clinic_and_a_removed_member_do_not_find_it(patient, clinician, grant, staff_of):
    stranger = make_clinician()
    make_clinic(stranger)
    ClinicMember.objects.filter(clinician=clinician).update(removed_at=timezone.now())

    for somebody in (stranger, clinician):
        assert send(staff_of(somebody), grant).status_code == 404
    assert not comments_of(patient).exists()


def test_without_the_second_proof_nothing_is_written(patient, clinician, grant):
    browser = Client()
    browser.force_login(clinician.user)

    answer = send(browser, grant)

    assert answer.status_code == 302
    assert answer.url.startswith("/second-step/")
    assert not comments_of(patient).exists()
    assert log_of(patient) == []


def test_family_reads_the_sheet_and_writes_nothing(patient, grant, clinician):
    make_comment(grant, clinician, text="先生の文")
    family = make_proved_user("taro@example.jp")
    theirs = make_invitation(patient, family.email, reader=family, accepted_at=timezone.now())
    browser = Client()
    browser.force_login(family)

    page = browser.get(f"/shared/{theirs.public_id}/")

    assert page.status_code == 200
    assert "ひとこと" not in page.text
    assert "先生の文" not in page.text
    assert send(browser, theirs).status_code == 404
    assert comments_of(patient).count() == 1


def test_a_colleague_sees_and_takes_back_their_own_only(
    patient, clinic, grant, clinician, staff_of
):
    colleague = make_clinician(name="別の 医師")
    ClinicMember.objects.create(clinic=clinic, clinician=colleague, joined_at=timezone.now())
    comment = make_comment(grant, clinician, text="青木の文")
    browser = staff_of(colleague)

    assert "青木の文" not in browser.get(f"/shared/{grant.public_id}/").text
    answer = browser.post(f"{address(grant)}{comment.public_id}/withdraw/")

    assert answer.status_code == 404
    assert comments_of(patient).get().text == "青木の文"


def test_words_of_an_earlier_grant_are_not_seen_through_the_next(patient, clinician, clinic, staff):
    earlier = make_grant(
        patient, clinician, clinic=clinic, may_comment=True, revoked_at=timezone.now()
    )
    make_comment(earlier, clinician, text="前の共有の文")
    now = make_grant(patient, clinician, clinic=clinic, may_comment=True)

    assert "前の共有の文" not in staff.get(address(now)).text


def test_it_is_taken_back_while_unread_and_its_words_are_gone(
    patient, grant, clinician, staff, home
):
    comment = make_comment(grant, clinician, text="人ちがいの文")

    answer = staff.post(f"{address(grant)}{comment.public_id}/withdraw/")

    assert answer.url == f"/shared/{grant.public_id}/#comments"
    assert "もう目にしていることもあります" in staff.get(answer.url).text
    comment.refresh_from_db()
    assert comment.text == ""
    assert comment.taken_back_at is not None
    page = home.get("/sharing/comments/").text
    assert "書いた人が取り消しました" in page
    assert "人ちがいの文" not in page
    assert "ひとことを取り消した" in home.get("/sharing/log/").text


def test_taking_back_again_changes_nothing(patient, grant, clinician, staff):
    comment = make_comment(grant, clinician)
    for _ in range(2):
        staff.post(f"{address(grant)}{comment.public_id}/withdraw/")

    assert [page for page, *_ in log_of(patient)].count("comment_taken_back") == 1


def test_what_was_read_is_not_taken_back(patient, grant, clinician, staff):
    comment = make_comment(grant, clinician, text="読まれた文", read_at=timezone.now())

    answer = staff.post(f"{address(grant)}{comment.public_id}/withdraw/", follow=True)

    assert "取り消せません" in answer.text
    assert comments_of(patient).get().text == "読まれた文"


def test_no_mail_and_no_push_says_anything(
    grant, staff, mailoutbox, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        send(staff, grant)

    assert mailoutbox == []


def test_the_sheet_asks_one_query_more(patient, clinician, clinic, grant, staff):
    for _ in range(5):
        make_comment(grant, clinician)
    grant_without = make_grant(patient, clinician, clinic=make_clinic(clinician), may_comment=False)
    counts = []
    for one in (grant_without, grant):
        staff.get(f"/shared/{one.public_id}/")
        with CaptureQueriesContext(connection) as seen:
            staff.get(f"/shared/{one.public_id}/")
        counts.append(len(seen))

    assert counts[1] - counts[0] == 1
