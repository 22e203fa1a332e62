"""PDFs of several patients: made one by one, numbered, told apart, in everybody's log."""

import io
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from diary.sharing import pdf_batch
from ldn_app.background_jobs.models import PaperBatch, PaperJob, PaperPiece
from ldn_app.background_jobs.services import batches
from ldn_app.background_jobs.services.maintenance import maintain_jobs
from ldn_app.background_jobs.services.rendering import render_job
from tests.cast import sign_in_twice
from tests.factories.paper_jobs import finish, jobs

from .ordering import ASK, ask, make_up_all, pages_in_log, zip_at

pytestmark = pytest.mark.django_db
State = PaperJob.State


def test_the_papers_are_made_numbered_and_told_apart_on_the_page(client, grants):
    page = ask(client, grants)
    assert "3人のうち、0人分が終わりました。" in client.get(page).text
    assert "うめ" not in client.get(page).text
    for job in jobs().order_by("number"):
        render_job(job.pk, clock=timezone.now)

    text = client.get(f"{page}state/").text
    archive = zip_at(client, page)

    day = f"{timezone.localdate():%Y-%m-%d}"
    assert archive.namelist() == [
        f"kiroku-{day}_{job.public_id.hex[:6]}_0{job.number}.pdf"
        for job in jobs().order_by("number")
    ]
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
    mark = UUID(page.rstrip("/").rpartition("/")[2]).hex[:6]
    assert answer["Content-Disposition"] == f'attachment; filename="kiroku-{day}_{mark}.zip"'
    assert answer["Content-Type"] == "application/zip"
    assert "no-store" in answer["Cache-Control"]


def test_each_patient_has_it_in_the_log_before_it_leaves(client, grants):
    page = ask(client, grants)
    make_up_all()
    assert {page for grant in grants for page in pages_in_log(grant)} == set()

    client.get(f"{page}papers.zip")  # Not one byte of it is read.

    for grant in grants:
        assert pages_in_log(grant) == ["batch_fetched"]
    client.force_login(grants[0].patient.user)
    assert "PDFを開いた(ほかの方の分とまとめて)" in client.get("/sharing/log/").text


def test_names_on_the_page_count_as_a_list_once_a_day_and_the_bar_does_not(client, grants):
    page = ask(client, grants)
    client.get(page)
    assert pages_in_log(grants[0]) == []
    make_up_all()

    for rest in ("", "state/", ""):
        client.get(page + rest)

    assert pages_in_log(grants[0]) == ["patient_listed"]


def test_one_line_that_cannot_be_written_keeps_all_of_them_here(client, grants, monkeypatch):
    page = ask(client, grants)
    make_up_all()
    write = pdf_batch.record_access

    def broken_at_the_last(grant, **line):
        if grant == grants[-1]:
            raise DatabaseError
        write(grant, **line)

    monkeypatch.setattr(pdf_batch, "record_access", broken_at_the_last)
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
    monkeypatch.setattr(batches, "wake_workers", told.append)
    monkeypatch.setattr("ldn_app.background_jobs.wakeup.wake_workers", told.append)
    monkeypatch.setattr("diary.summaries.visit_summary.background_pdf.sheet_pdf", lambda _: b"%PDF")
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, grants)

    for job_id in told:  # grows while it runs
        render_job(job_id, clock=timezone.now)

    assert told == list(jobs().order_by("number").values_list("pk", flat=True))


def test_maintenance_wakes_workers_for_one_of_a_batch_and_none_while_one_is_made(
    client, grants, monkeypatch
):
    told = []
    monkeypatch.setattr("ldn_app.background_jobs.wakeup.wake_workers", told.append)
    ask(client, grants)
    later = timezone.now() + timedelta(seconds=40)
    first = jobs().order_by("number").first()

    maintain_jobs(now=later)
    jobs().filter(pk=first.pk).update(state=State.WORKING, tries=1, started_at=later)
    maintain_jobs(now=later)

    assert told == [first.pk]


def test_the_list_leads_back_to_what_was_made_in_this_session(client, grants, clinician):
    page = ask(client, grants)
    other = Client()
    sign_in_twice(other, clinician.user)

    assert f'href="{page}"' in client.get("/shared/").text
    assert page not in other.get("/shared/").text
    with time_machine.travel(timezone.now() + timedelta(hours=1)):
        assert page not in client.get("/shared/").text
