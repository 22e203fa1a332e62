"""The archive of a large diary: made by a worker, the same as the one that begins at once."""

import io
import zipfile
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db.models import QuerySet

from diary.export import long_archive
from ldn_app.access.viewer import on_behalf_of
from ldn_app.background_jobs.models import PaperJob, PaperPiece
from ldn_app.background_jobs.services import rendering
from ldn_app.background_jobs.services.rendering import render_job
from tests.factories.entries import make_sleep
from tests.factories.paper_jobs import jobs
from tests.factories.people import make_clinician, make_grant, make_patient

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 22, 12, tzinfo=ZoneInfo("Asia/Tokyo"))
ASK = "/settings/download/archive/"
DIRECT = "/settings/download/record.zip"


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    for days in range(5):
        make_sleep(patient, date(2026, 11, 1) + timedelta(days=days), quality=days)
    return patient


@pytest.fixture
def browser(client, patient):
    client.force_login(patient.user)
    with time_machine.travel(NOW, tick=False):
        yield client


@pytest.fixture
def large(monkeypatch):
    monkeypatch.setattr(long_archive, "LONG_ROWS", 5)


def work(job=None):
    job = job or jobs().get()
    render_job(job.pk, clock=lambda: NOW)
    return jobs().get(pk=job.pk)


def files_of(answer):
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_small_diary_begins_at_once(browser):
    page = browser.get("/settings/download/").text

    assert f'href="{DIRECT}"' in page
    assert ASK not in page


def test_a_large_one_gets_a_bar_and_need_not_wait_for_it(browser, large):
    page = browser.get("/settings/download/").text
    assert f'action="{ASK}"' in page
    assert f'href="{DIRECT}"' in page

    answer = browser.post(ASK)
    waiting = browser.get(answer.url).text

    assert "順番を待っています" in waiting
    assert '<progress class="paper-job__bar"' in waiting
    assert "<noscript>" in waiting
    assert "hx-trigger" in browser.get(f"{answer.url}state/").text
    assert browser.get(f"{answer.url}record.zip").status_code == 404


def test_the_worker_makes_what_the_direct_download_gives(browser):
    direct = files_of(browser.get(DIRECT))
    page = browser.post(ASK).url
    job = work()

    fetched = browser.get(f"{page}record.zip")
    assert fetched["Content-Disposition"] == (
        f'attachment; filename="kiroku-2026-11-22_{job.public_id.hex[:6]}.zip"'
    )
    assert "no-store" in fetched["Cache-Control"]
    files = files_of(fetched)

    assert (job.state, job.step) == (PaperJob.State.DONE, job.steps)
    assert files.keys() == direct.keys()
    assert files["csv/symptoms-sleep.csv"] == direct["csv/symptoms-sleep.csv"]
    assert "ファイルができました。" in browser.get(page).text


def test_it_is_kept_in_pieces_that_nobody_can_read(browser, monkeypatch):
    monkeypatch.setattr(rendering, "PIECE_BYTES", 5_000)
    browser.post(ASK)

    work()

    assert PaperPiece.objects.count() > 3
    assert not any("PK" in piece.token[:20] for piece in PaperPiece.objects.all())


def test_the_bar_moves_with_every_file(browser, monkeypatch):
    seen = []
    move = rendering._move

    def watched(job, **values):
        seen.append((values.get("step"), values.get("steps")))
        return move(job, **values)

    monkeypatch.setattr(rendering, "_move", watched)
    browser.post(ASK)

    work()

    steps = [step for step, of in seen if of is not None]
    assert len(steps) > 30
    assert steps == sorted(steps)
    assert {of for _step, of in seen if of is not None} == {steps[-1] + 8}


def test_nothing_is_half_read_when_a_piece_is_written(browser, monkeypatch):
    """SQLite refuses the write of a connection that still reads, once another one wrote."""
    reading, read = [], QuerySet.iterator

    def watched(self, *args, **kwargs):
        reading.append(self)
        yield from read(self, *args, **kwargs)
        reading.remove(self)

    def move(job, **values):
        assert reading == []
        return write(job, **values)

    write = rendering._move
    monkeypatch.setattr(QuerySet, "iterator", watched)
    monkeypatch.setattr(rendering, "_move", move)
    monkeypatch.setattr(rendering, "PIECE_BYTES", 100)
    browser.post(ASK)

    assert work().state == PaperJob.State.DONE


def test_two_taps_make_one(browser):
    assert browser.post(ASK).url == browser.post(ASK).url


def test_nobody_else_gets_it(browser, patient):
    page = browser.post(ASK).url
    work()
    clinician = make_clinician()
    make_grant(patient, clinician)

    for user in (make_patient().user, clinician.user):
        browser.force_login(user)
        for rest in ("", "state/", "record.zip"):
            assert browser.get(page + rest).status_code == 404


def test_a_sheet_is_no_archive(browser, patient):
    page = browser.post(ASK).url
    job = work()

    assert browser.get(page).status_code == 200
    assert browser.get(f"/visit/pdf/{job.public_id}/summary.pdf").status_code == 404


def test_after_an_hour_it_is_gone_and_can_be_made_anew(browser):
    page = browser.post(ASK).url
    work()
    with time_machine.travel(NOW + timedelta(hours=1), tick=False):
        assert browser.get(f"{page}record.zip").status_code == 404
        text = browser.get(page).text

    assert "1時間がすぎたので、このファイルは消しました。" in text
    assert f'action="{ASK}"' in text


def test_only_the_rooms_that_grow_are_counted(patient, django_assert_max_num_queries):
    with django_assert_max_num_queries(len(long_archive.GROWING)):
        assert not long_archive.takes_long(on_behalf_of(patient.pk))
