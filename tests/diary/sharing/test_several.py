"""PDFs of several patients: for one session, through grants that live, in everybody's log."""

import io
import zipfile
from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from diary.papers.models import PaperBatch, PaperJob, PaperPiece
from diary.papers.services import batches
from diary.papers.services.making import make_paper
from diary.papers.services.tending import tend_papers
from diary.sharing import several
from diary.sharing.services import revoke_share_grant
from ldn_app.access.models import AccessEvent
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import ClinicMember
from tests.cast import BACKEND, sign_in_twice
from tests.factories.entries import make_note
from tests.factories.paper_jobs import finish, jobs
from tests.factories.people import (
    make_clinic,
    make_clinician,
    make_grant,
    make_invitation,
    make_patient,
)
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db
State = PaperJob.State
ASK = "/shared/papers/"


@pytest.fixture
def clinician(client):
    clinician = make_clinician(name="青木 医師")
    make_clinic(clinician)
    sign_in_twice(client, clinician.user)
    return clinician


@pytest.fixture
def grants(clinician):
    """Three patients, in the order of the list (by name)."""
    return [share(name, clinician) for name in ("あおい", "いくこ", "うめ")]


def share(name, clinician, **values):
    patient = make_patient(display_name=name)
    make_plan(patient, first_day=timezone.localdate() - timedelta(days=40))
    make_note(patient, timezone.localdate() - timedelta(days=1), f"{name}のメモ", tell_doctor=True)
    values.setdefault("categories", ["plan", "doses"])
    return make_grant(patient, clinician, **values)


def ask(client, grants):
    """The address of the page that shows how far it is."""
    answer = client.post(ASK, {"grant": [grant.public_id for grant in grants]})
    assert answer.status_code == 302
    return answer.url


def make_up_all():
    """Every paper that waits is there, not a real one."""
    for job in jobs().filter(state=State.WAITING):
        finish(job)


def zip_at(client, page):
    answer = client.get(f"{page}papers.zip")
    assert answer.status_code == 200
    return zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))


def pages_in_log(grant):
    events = AccessEvent.objects.visible_to(on_behalf_of(grant.patient_id)).order_by("at", "pk")
    return list(events.values_list("page", flat=True))


def test_the_papers_are_made_numbered_and_told_apart_on_the_page(client, grants):
    page = ask(client, grants)
    assert "3人のうち、0人分が終わりました。" in client.get(page).text
    assert "うめ" not in client.get(page).text
    for job in jobs().order_by("number"):
        make_paper(job.pk, clock=timezone.now)

    text = client.get(f"{page}state/").text
    archive = zip_at(client, page)

    day = f"{timezone.localdate():%Y-%m-%d}"
    assert archive.namelist() == [f"ldn-note-{day}-0{number}.pdf" for number in (1, 2, 3)]
    for number, name in enumerate(("あおい", "いくこ", "うめ"), 1):
        assert f"<dt>番号 0{number}</dt><dd>{name} さん</dd>" in text
        paper = PdfReader(io.BytesIO(archive.read(archive.namelist()[number - 1])))
        printed = "".join(one.extract_text() for one in paper.pages)
        assert name in printed
        assert "共有されていません" in printed
        assert "のメモ" not in printed


def test_the_file_itself_is_neutral_and_kept_nowhere(client, grants):
    page = ask(client, grants)
    make_up_all()

    answer = client.get(f"{page}papers.zip")

    day = f"{timezone.localdate():%Y-%m-%d}"
    assert answer["Content-Disposition"] == f'attachment; filename="ldn-note-{day}.zip"'
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]


def test_each_patient_has_it_in_the_log_before_it_leaves(client, grants):
    page = ask(client, grants)
    make_up_all()
    assert {page for grant in grants for page in pages_in_log(grant)} == set()

    client.get(f"{page}papers.zip")  # Not one byte of it is read.

    for grant in grants:
        assert pages_in_log(grant) == ["shared:batch_file"]
    client.force_login(grants[0].patient.user, backend=BACKEND)
    assert "PDFを開いた(ほかの方の分とまとめて)" in client.get("/sharing/log/").text


def test_names_on_the_page_count_as_a_list_once_a_day_and_the_bar_does_not(client, grants):
    page = ask(client, grants)
    client.get(page)
    assert pages_in_log(grants[0]) == []
    make_up_all()

    for rest in ("", "state/", ""):
        client.get(page + rest)

    assert pages_in_log(grants[0]) == ["shared:grants"]


def test_one_line_that_cannot_be_written_keeps_all_of_them_here(client, grants, monkeypatch):
    page = ask(client, grants)
    make_up_all()
    write = several.record_access

    def broken_at_the_last(grant, **line):
        if grant == grants[-1]:
            raise DatabaseError
        write(grant, **line)

    monkeypatch.setattr(several, "record_access", broken_at_the_last)
    with pytest.raises(DatabaseError):
        client.get(f"{page}papers.zip")

    assert pages_in_log(grants[0]) == []


def test_two_taps_make_one_batch_and_another_choice_takes_its_place(client, grants):
    first = ask(client, grants[:2])

    assert ask(client, grants[:2]) == first
    assert jobs().count() == 2
    second = ask(client, grants)
    assert client.get(first).status_code == 404
    assert client.get(second).status_code == 200
    assert PaperBatch.objects.count() == 1


def test_after_it_is_done_the_same_choice_is_made_anew(client, grants):
    first = ask(client, grants)
    make_up_all()

    assert ask(client, grants) != first
    assert jobs().filter(state=State.WAITING).count() == 3
    assert not PaperPiece.objects.exists()


def every_address(page):
    return [page + rest for rest in ("", "state/", "papers.zip")]


def answers(browser, page):
    return {browser.get(address).status_code for address in every_address(page)}


def test_another_session_of_the_same_person_finds_nothing(client, grants, clinician):
    page = ask(client, grants)
    make_up_all()
    other = Client()
    sign_in_twice(other, clinician.user)

    assert answers(other, page) == {404}
    assert answers(client, page) == {200}


def test_a_colleague_finds_nothing(client, grants):
    page = ask(client, grants)
    make_up_all()
    colleague = make_clinician()
    ClinicMember.objects.create(
        clinic=grants[0].clinic, clinician=colleague, joined_at=timezone.now()
    )
    browser = Client()
    sign_in_twice(browser, colleague.user)

    assert answers(browser, page) == {404}


def test_after_signing_out_nothing_is_there_any_more(client, grants, clinician):
    page = ask(client, grants)
    make_up_all()
    client.logout()
    sign_in_twice(client, clinician.user)

    assert answers(client, page) == {404}
    tend_papers(now=timezone.now())
    assert not PaperBatch.objects.exists()
    assert not jobs().exists()
    assert not PaperPiece.objects.exists()


def test_without_a_second_proof_nothing_is_asked_or_fetched(client, grants, clinician):
    page = ask(client, grants)
    make_up_all()
    session = client.session
    session["account_authentication_methods"] = []
    session.save()

    for address in every_address(page):
        assert client.get(address).url.startswith("/second-step/")
    assert client.post(ASK, {"grant": grants[0].public_id}).url.startswith("/second-step/")


def test_a_patient_asks_for_nothing(client, grants):
    client.force_login(grants[0].patient.user, backend=BACKEND)

    assert client.post(ASK, {"grant": grants[0].public_id}).status_code == 404


def test_after_an_hour_it_is_gone(client, grants):
    page = ask(client, grants)
    make_up_all()
    PaperBatch.objects.update(asked_at=timezone.now() - timedelta(hours=1))

    assert answers(client, page) == {404}
    tend_papers(now=timezone.now())
    assert not jobs().exists()


def test_who_takes_the_grant_back_meanwhile_is_left_out_without_a_reason(client, grants):
    page = ask(client, grants)
    gone = grants[1]
    revoke_share_grant(on_behalf_of(gone.patient_id), gone, now=timezone.now())
    make_up_all()

    text = client.get(page).text

    assert "選んだ3人のうち、1人分は入っていません。" in text
    assert "いくこ" not in text
    assert [name[-6:-4] for name in zip_at(client, page).namelist()] == ["01", "03"]
    assert "shared:batch_file" not in pages_in_log(gone)


@pytest.mark.parametrize("column", ["revoked_at", "expires_at"])
def test_a_grant_that_ends_between_making_and_fetching_is_left_out(client, grants, column):
    page = ask(client, grants)
    make_up_all()
    ended = type(grants[0]).objects.unscoped(reason="test").filter(pk=grants[0].pk)
    ended.update(**{column: timezone.now()})

    assert [name[-6:-4] for name in zip_at(client, page).namelist()] == ["02", "03"]
    assert "shared:batch_file" not in pages_in_log(grants[0])


def test_a_grant_that_ends_before_the_worker_comes_gives_no_paper(client, grants):
    page = ask(client, grants)
    ended = type(grants[0]).objects.unscoped(reason="test").filter(pk=grants[0].pk)
    ended.update(revoked_at=timezone.now())

    for job in jobs().order_by("number"):
        make_paper(job.pk, clock=timezone.now)

    assert jobs().get(grant=grants[0]).state == State.FAILED
    assert PaperPiece.objects.values("job").distinct().count() == 2
    assert "選んだ3人のうち、1人分は入っていません。" in client.get(page).text


def test_a_member_who_was_removed_meanwhile_gets_nothing(client, grants):
    page = ask(client, grants)
    make_up_all()
    ClinicMember.objects.update(removed_at=timezone.now())

    assert client.get(f"{page}papers.zip").status_code == 404
    text = client.get(page).text
    assert "PDFを作れませんでした。" in text
    assert "うめ" not in text


def test_others_patients_are_not_taken_in(client, grants, clinician):
    foreign = share("よその人", make_clinician())
    of_a_person = make_invitation(
        make_patient(display_name="家族"),
        clinician.user.email,
        reader=clinician.user,
        accepted_at=timezone.now() - timedelta(days=1),
    )
    waiting = share("まだの人", clinician, accepted_at=None)

    ask(client, [grants[0], foreign, of_a_person, waiting])

    assert [job.grant_id for job in jobs()] == [grants[0].pk]


def test_nobody_chosen_and_too_many_are_said_in_words(client, grants):
    nobody = client.post(ASK, {"grant": ["no id"]})
    many = client.post(ASK, {"grant": [grants[0].public_id, *(uuid4() for _ in range(50))]})

    assert (nobody.status_code, many.status_code) == (422, 422)
    assert "紙を作る方を、一覧から選んでください。" in nobody.text
    assert "一度に作れるのは50人までです。" in many.text
    assert many.text.count(" checked") == 1
    assert not PaperBatch.objects.exists()


def test_only_those_who_are_gone_chosen_is_said_in_words(client, clinician):
    page = client.post(ASK, {"grant": [uuid4()]}).url

    assert "PDFを作れませんでした。" in client.get(page).text
    assert "選んだ1人のうち、1人分は入っていません。" in client.get(page).text
    assert client.get(f"{page}papers.zip").status_code == 404


def test_the_zip_waits_until_all_are_made(client, grants):
    page = ask(client, grants)
    finish(jobs().order_by("number").first())

    assert client.get(f"{page}papers.zip").status_code == 404
    assert 'value="1"' in client.get(page).text


def test_one_after_the_other_each_nudged_by_the_one_before(
    client, grants, monkeypatch, django_capture_on_commit_callbacks
):
    told = []
    monkeypatch.setattr(batches, "nudge", told.append)
    monkeypatch.setattr("diary.papers.nudging.nudge", told.append)
    monkeypatch.setattr("diary.summaries.visit.long_paper.sheet_pdf", lambda _: b"%PDF")
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, grants)

    for job_id in told:  # grows while it runs
        make_paper(job_id, clock=timezone.now)

    assert told == list(jobs().order_by("number").values_list("pk", flat=True))


def test_tending_nudges_one_of_a_batch_and_none_while_one_is_made(client, grants, monkeypatch):
    told = []
    monkeypatch.setattr("diary.papers.nudging.nudge", told.append)
    ask(client, grants)
    later = timezone.now() + timedelta(seconds=40)
    first = jobs().order_by("number").first()

    tend_papers(now=later)
    jobs().filter(pk=first.pk).update(state=State.WORKING, tries=1, started_at=later)
    tend_papers(now=later)

    assert told == [first.pk]


def test_the_list_leads_back_to_what_was_made_in_this_session(client, grants, clinician):
    page = ask(client, grants)
    other = Client()
    sign_in_twice(other, clinician.user)

    assert f'href="{page}"' in client.get("/shared/").text
    assert page not in other.get("/shared/").text
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert page not in client.get("/shared/").text
