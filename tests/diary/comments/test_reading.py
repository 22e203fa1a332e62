"""The patient's side: the yes beforehand, the page, the read mark, the line on Tonight."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from diary.account_deletion.services import erase_account
from diary.comments.models import Comment
from diary.comments.notice import KEY, let_notice_stand
from diary.export.formats import json_pieces
from diary.export.tables import tables_of
from diary.importing.recognise import own_file
from diary.importing.rows import read_own_file
from diary.importing.writing import take_in
from ldn_app.access.models import ChangeEvent, ShareGrant
from ldn_app.access.viewer import on_behalf_of, viewer_through
from ldn_app.accounts.standing_notices import set_standing
from tests.factories.comments import make_comment
from tests.factories.people import (
    make_grant,
    make_health_link,
    make_invitation,
    make_patient,
    make_room,
)

pytestmark = pytest.mark.django_db

WORDS = "先生からのひとことが届いています"
TERMS = {"categories": ["symptoms"], "days": "90", "ends": "week"}


def comments_of(patient):
    return Comment.objects.visible_to(on_behalf_of(patient.pk))


def changes_of(patient):
    changes = ChangeEvent.objects.visible_to(on_behalf_of(patient.pk))
    return changes.filter(model_label="comments.Comment")


def write(staff, grant, text="ひとこと"):
    return staff.post(f"/shared/{grant.public_id}/comments/", {"text": text})


def read(browser, comment):
    return browser.post(f"/sharing/comments/{comment.public_id}/read/")


def test_a_clinic_may_write_only_after_a_yes(home, patient, clinic):
    page = home.get(f"/sharing/clinic/{clinic.code}/").text
    assert "先生からのひとことを受け取る" in page
    assert " checked" not in page

    home.post(f"/sharing/clinic/{clinic.code}/", TERMS)

    given = ShareGrant.objects.visible_to(on_behalf_of(patient.pk)).get()
    assert not given.may_comment
    assert "<dd>受け取らない</dd>" in home.get(f"/sharing/{given.public_id}/").text


def test_the_yes_stands_on_the_grants_page(home, patient, clinic):
    home.post(f"/sharing/clinic/{clinic.code}/", {**TERMS, "may_comment": "on"})

    given = ShareGrant.objects.visible_to(on_behalf_of(patient.pk)).get()
    assert given.may_comment
    assert "<dd>受け取る</dd>" in home.get(f"/sharing/{given.public_id}/").text


@pytest.mark.parametrize("way", ["room", "person", "link"])
def test_the_other_ways_do_not_ask_and_do_not_take_it(home, patient, way):
    assert "ひとこと" not in home.get(f"/sharing/{way}/").text

    home.post(f"/sharing/{way}/", {**TERMS, "may_comment": "on", "email": "taro@example.jp"})

    given = ShareGrant.objects.visible_to(on_behalf_of(patient.pk)).get()
    assert not given.may_comment
    assert "先生からのひとこと" not in home.get(f"/sharing/{given.public_id}/").text


def test_every_comment_is_there_the_newest_first_with_whom_and_when(
    home, patient, grant, clinician
):
    now = timezone.now()
    make_comment(grant, clinician, text="古い文", written_at=now - timedelta(days=40))
    make_comment(grant, clinician, text="新しい文", written_at=now)

    page = home.get("/sharing/comments/").text

    assert page.index("新しい文") < page.index("古い文")
    assert "青木 医師" in page
    assert "あおきクリニック" in page
    old = timezone.localdate(now - timedelta(days=40))
    assert f"{old.year}年{old.month}月{old.day}日" in page
    assert "急ぎの相談には使えません" in page


def test_the_page_says_that_nobody_checked_names_and_words(home, grant, clinician):
    make_comment(grant, clinician)

    page = home.get("/sharing/comments/").text

    assert "その人が登録したとおりです" in page
    assert "内容は、ここでは確かめていません" in page
    assert "押さなくてもかまいません" in page


def test_a_file_brings_no_comment(patient, grant, clinician):
    make_comment(grant, clinician, text="持ち込まれた文")
    now = timezone.now()
    file = "".join(json_pieces(tables_of(on_behalf_of(patient.pk)), now=now)).encode()
    assert "持ち込まれた文" in file.decode()
    other = on_behalf_of(make_patient().pk)

    record = read_own_file(own_file(file), today=timezone.localdate())
    take_in(other, record, keep=False, now=now)

    assert not Comment.objects.visible_to(other).exists()


def test_an_empty_page_says_how_comments_come(home):
    page = home.get("/sharing/comments/").text

    assert "まだ届いていません" in page
    assert "ひとことを受け取る" in page


def test_many_comments_stand_on_several_pages(home, grant, clinician):
    now = timezone.now()
    for back in range(31):
        make_comment(grant, clinician, written_at=now - timedelta(days=back), text=f"文{back}番")

    first, second = (home.get(f"/sharing/comments/{q}").text for q in ("", "?page=2"))

    assert "文0番" in first
    assert "文30番" not in first
    assert "?page=2" in first
    assert "文30番" in second
    assert home.get("/sharing/comments/?page=x").status_code == 200


def test_looking_writes_nothing_and_a_tap_marks_one_as_read(home, patient, grant, clinician):
    comment, other = make_comment(grant, clinician), make_comment(grant, clinician)
    home.get("/sharing/comments/")
    comment.refresh_from_db()
    assert comment.read_at is None

    answer = read(home, comment)

    assert answer.url == f"/sharing/comments/#comment-{comment.public_id}"
    comment.refresh_from_db()
    other.refresh_from_db()
    assert comment.read_at is not None
    assert other.read_at is None
    page = home.get("/sharing/comments/").text
    assert "「読みました」を押しました" in page
    (change,) = changes_of(patient)
    assert (change.fields, change.action) == (["read_at"], "changed")


def test_a_second_tap_changes_nothing(home, patient, grant, clinician):
    comment = make_comment(grant, clinician)
    read(home, comment)
    first = comments_of(patient).get().read_at

    read(home, comment)

    assert comments_of(patient).get().read_at == first
    assert changes_of(patient).count() == 1


def test_what_was_taken_back_is_not_marked(home, patient, grant, clinician):
    comment = make_comment(grant, clinician, text="", taken_back_at=timezone.now())

    read(home, comment)

    assert comments_of(patient).get().read_at is None


def test_a_get_marks_nothing(home, grant, clinician):
    comment = make_comment(grant, clinician)

    assert home.get(f"/sharing/comments/{comment.public_id}/read/").status_code == 405


def test_the_comment_of_another_patient_is_not_there(home, clinician):
    other = make_grant(make_patient(), clinician, may_comment=True)
    comment = make_comment(other, clinician, text="ほかの方への文")

    assert "ほかの方への文" not in home.get("/sharing/comments/").text
    assert read(home, comment).status_code == 404


def test_the_overview_leads_there_and_counts_what_is_unread(home, grant, clinician):
    make_comment(grant, clinician)
    make_comment(grant, clinician)
    make_comment(grant, clinician, read_at=timezone.now())
    make_comment(grant, clinician, text="", taken_back_at=timezone.now())

    page = home.get("/sharing/").text

    assert "/sharing/comments/" in page
    assert "まだ読んでいないもの2件" in page


def test_tonight_says_it_until_the_last_one_is_read(home, patient, grant, staff):
    assert WORDS not in home.get("/tonight/").text
    write(staff, grant, "はじめの文")
    write(staff, grant, "つぎの文")
    first, second = comments_of(patient).order_by("pk")

    page = home.get("/tonight/").text
    assert WORDS in page
    assert "/sharing/comments/" in page
    assert "はじめの文" not in page
    read(home, first)
    assert WORDS in home.get("/tonight/").text
    read(home, second)
    assert WORDS not in home.get("/tonight/").text


def test_tonights_line_goes_with_what_was_taken_back(home, patient, grant, staff):
    write(staff, grant)
    comment = comments_of(patient).get()

    staff.post(f"/shared/{grant.public_id}/comments/{comment.public_id}/withdraw/")

    assert WORDS not in home.get("/tonight/").text


def test_the_lines_of_other_rooms_stay(home, patient, grant, staff):
    set_standing(patient.pk, shown={"other.line"}, among={"other.line"})
    write(staff, grant)
    read(home, comments_of(patient).get())

    patient.refresh_from_db()
    assert "other.line" in patient.standing_notices
    assert KEY not in patient.standing_notices


def test_tonight_asks_nothing_more(home, patient):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            home.get("/tonight/")
        return len(seen)

    quiet = queries()
    let_notice_stand(patient.pk, unread=True)

    assert WORDS in home.get("/tonight/").text
    assert queries() == quiet


def test_the_page_asks_the_same_for_one_and_for_thirty(home, grant, clinician):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            home.get("/sharing/comments/")
        return len(seen)

    make_comment(grant, clinician)
    one = queries()
    for _ in range(29):
        make_comment(grant, clinician)

    assert queries() == one


def test_after_the_end_what_was_sent_stays_the_patients(home, patient, grant, clinician, staff):
    comment = make_comment(grant, clinician, text="残る文")

    home.post(f"/sharing/{grant.public_id}/revoke/")

    assert "残る文" in home.get("/sharing/comments/").text
    assert staff.get(f"/shared/{grant.public_id}/comments/").status_code == 404
    assert read(home, comment).status_code == 302


def test_when_the_author_leaves_the_words_stay_with_their_name(home, patient, grant, clinician):
    make_comment(grant, clinician, text="残る文")

    erase_account(clinician.user_id, now=timezone.now())

    comment = comments_of(patient).get()
    assert comment.author is None
    page = home.get("/sharing/comments/").text
    assert "残る文" in page
    assert "青木 医師" in page


def test_when_the_patient_leaves_the_words_go(patient, grant, clinician):
    comment = make_comment(grant, clinician)

    erase_account(patient.user_id, now=timezone.now())

    assert not Comment.objects.unscoped(reason="a test").filter(pk=comment.pk).exists()


@pytest.mark.parametrize(
    "make", [make_room, make_health_link, partial(make_invitation, email="taro@example.jp")]
)
def test_the_database_lets_only_a_clinic_write(patient, make):
    with pytest.raises(IntegrityError), transaction.atomic():
        make(patient, may_comment=True)


def test_no_reader_gets_the_rows(patient, grant, clinician):
    make_comment(grant, clinician)
    viewer = viewer_through(grant, user_id=clinician.user_id, now=timezone.now())

    assert viewer.may_comment
    assert not Comment.objects.visible_to(viewer).exists()
