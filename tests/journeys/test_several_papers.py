"""A clinician ticks three patients and gets three PDFs in one ZIP, with a script and without."""

import threading
import zipfile
from datetime import timedelta

import pytest
from django.db import connection
from django.utils import timezone
from playwright.sync_api import expect
from pypdf import PdfReader

from ldn_app.background_jobs.models import PaperJob
from ldn_app.background_jobs.services.rendering import render_job
from tests.days import today_of
from tests.factories.paper_jobs import jobs
from tests.factories.people import make_clinic, make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan

from .axe import complaints_of_axe
from .signed_in import sign_in

pytestmark = pytest.mark.django_db(transaction=True)
NAMES = ("あおい", "いくこ", "うめ", "えみ")


@pytest.fixture
def clinician():
    clinician = make_clinician(name="青木 医師")
    make_clinic(clinician)
    for name in NAMES:
        patient = make_patient(display_name=name)
        make_plan(patient, first_day=today_of(patient) - timedelta(days=20))
        make_grant(patient, clinician)
    return clinician


def work(one_only: bool = False) -> None:
    """What the worker would do, in a thread as it would."""

    def make() -> None:
        waiting = jobs().filter(state=PaperJob.State.WAITING).order_by("number")
        for job_id in list(waiting.values_list("pk", flat=True))[: 1 if one_only else None]:
            render_job(job_id, clock=timezone.now)
        connection.close()

    worker = threading.Thread(target=make)
    worker.start()
    worker.join()


@pytest.mark.parametrize("java_script", [True, False], ids=["script", "no script"])
@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_three_are_ticked_and_the_zip_holds_three_papers(
    open_phone, live_server, clinician, java_script, dark
):
    page = open_phone(java_script=java_script, dark=dark)
    sign_in(page, clinician.user, live_server.url)
    page.goto("/shared/")
    for name in ("うめ", "あおい", "えみ"):
        page.get_by_label(f"{name} さんの紙を作る").check()
    page.get_by_role("button", name="選んだ人の紙をまとめて作る").click()

    expect(page.get_by_role("progressbar")).to_be_visible()
    assert complaints_of_axe(page) == [] if java_script else True
    work(one_only=True)
    look_again(page, java_script)
    expect(page.get_by_text("3人のうち、1人分が終わりました。")).to_be_visible()
    work()
    look_again(page, java_script)

    expect(page.get_by_text("3人分のPDFができました。")).to_be_visible()
    facts = page.locator(".facts > div").all_inner_texts()
    assert [fact.split() for fact in facts] == [
        ["番号", "01", "あおい", "さん"],
        ["番号", "02", "うめ", "さん"],
        ["番号", "03", "えみ", "さん"],
    ]
    if java_script:
        assert complaints_of_axe(page) == []
    with page.expect_download() as coming:
        page.get_by_role("link", name="まとめて(zip)ダウンロード").click()
    with zipfile.ZipFile(coming.value.path()) as archive:
        assert len(archive.namelist()) == 3
        with archive.open(archive.namelist()[1]) as paper:
            assert "うめ" in PdfReader(paper).pages[0].extract_text()


def look_again(page, java_script: bool) -> None:
    if not java_script:
        page.get_by_role("link", name="いまの様子を見る").click()
