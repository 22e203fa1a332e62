"""A reader's long PDF: made as the grant is when the worker runs, fetched through it once more."""

import io
from datetime import timedelta

import pytest
from django.db import DatabaseError
from django.test import Client
from django.utils import timezone
from pypdf import PdfReader

from diary.sharing.services import revoke_share_grant
from ldn_app.access.models import AccessEvent, Look
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import ClinicMember
from ldn_app.background_jobs.models import PaperJob, PaperPiece
from ldn_app.background_jobs.services.maintenance import maintain_jobs
from ldn_app.background_jobs.services.rendering import render_job
from tests.cast import sign_in_twice
from tests.days import today_of
from tests.factories.entries import make_note
from tests.factories.paper_jobs import jobs
from tests.factories.people import (
    make_clinic,
    make_clinician,
    make_grant,
    make_invitation,
    make_patient,
    make_proved_user,
    make_room,
)
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db
State = PaperJob.State


@pytest.fixture
def clinician(client):
    clinician = make_clinician(name="青木 医師")
    make_clinic(clinician)
    sign_in_twice(client, clinician.user)
    return clinician


@pytest.fixture
def patient():
    patient = make_patient(display_name="はなこ")
    make_plan(patient, first_day=today_of(patient) - timedelta(days=40))
    make_note(patient, today_of(patient) - timedelta(days=1), "先生だけに", tell_doctor=True)
    return patient


@pytest.fixture
def grant(patient, clinician):
    return make_grant(patient, clinician, categories=["plan", "doses"])


def ask(client, grant, period="180"):
    """The address of the page that shows how far it is."""
    answer = client.post(f"/shared/{grant.public_id}/pdf/", {"period": period})
    assert answer.status_code == 302
    return answer.url


def work():
    for job in jobs().filter(state=State.WAITING):
        render_job(job.pk, clock=timezone.now)
    return jobs().order_by("pk").last()


def log_of(patient):
    events = AccessEvent.objects.visible_to(on_behalf_of(patient.pk)).order_by("at", "pk")
    return list(events.values_list("reader_name", "kind"))


def text_of(answer):
    return "".join(page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages)


def test_a_long_period_is_made_by_a_worker_and_shows_what_is_shared(client, grant, patient):
    short = f"/shared/{grant.public_id}/summary.pdf?period=180"
    assert client.get(short).url == f"/shared/{grant.public_id}/?period=180"
    assert f"/shared/{grant.public_id}/pdf/" in client.get(client.get(short).url).text

    page = ask(client, grant)
    assert client.get(f"{page}summary.pdf").status_code == 404
    assert "reader_pdf_fetched" not in [page for _, page in log_of(patient)]
    assert "<progress" in client.get(page).text
    work()

    assert "PDFができました" in client.get(f"{page}state/").text
    answer = client.get(f"{page}summary.pdf")
    assert answer["Content-Disposition"].startswith('inline; filename="kiroku-')
    assert "no-store" in answer["Cache-Control"]
    assert "はなこ" in text_of(answer)
    assert "共有されていません" in text_of(answer)
    assert "先生だけに" not in text_of(answer)


def test_asking_and_fetching_stand_in_the_log_and_waiting_does_not(client, grant, patient):
    page = ask(client, grant)
    work()
    for _ in range(3):
        client.get(page)
        client.get(f"{page}state/")
    client.get(f"{page}summary.pdf")

    assert log_of(patient) == [
        ("青木 医師", "reader_pdf_asked"),
        ("青木 医師", "reader_pdf_fetched"),
    ]
    client.force_login(patient.user)
    text = client.get("/sharing/log/").text
    assert "PDFを作るよう頼んだ" in text
    assert "PDFを開いた" in text


def test_without_an_entry_there_is_no_file(client, grant, monkeypatch):
    page = ask(client, grant)
    work()

    def broken(*args, **kwargs):
        raise DatabaseError

    monkeypatch.setattr("diary.sharing.job_pages.record_access", broken)
    with pytest.raises(DatabaseError):
        client.get(f"{page}summary.pdf")


def test_two_taps_make_one(client, grant):
    assert ask(client, grant) == ask(client, grant)
    assert jobs().count() == 1


def test_a_colleague_and_the_patient_do_not_reach_it(client, grant, patient):
    page = ask(client, grant)
    job = work()
    colleague = make_clinician()
    ClinicMember.objects.create(clinic=grant.clinic, clinician=colleague, joined_at=timezone.now())

    sign_in_twice(client, colleague.user)
    assert client.get(f"/shared/{grant.public_id}/").status_code == 200
    assert {client.get(page + rest).status_code for rest in ("", "state/", "summary.pdf")} == {404}
    client.force_login(patient.user)
    mine = f"/visit/pdf/{job.public_id}/"
    assert {client.get(mine + rest).status_code for rest in ("", "state/", "summary.pdf")} == {404}


def test_the_job_is_not_reached_through_another_grant(client, grant, clinician):
    other = make_grant(make_patient(), clinician)
    page = ask(client, grant)
    work()

    elsewhere = page.replace(str(grant.public_id), str(other.public_id))
    assert client.get(f"{elsewhere}summary.pdf").status_code == 404


def test_without_a_second_proof_nothing_is_asked_or_fetched(client, grant, clinician):
    page = ask(client, grant)
    work()
    one_step = Client()
    one_step.force_login(clinician.user)

    for rest in ("", "state/", "summary.pdf"):
        assert one_step.get(page + rest).url.startswith("/second-step/")
    assert one_step.post(f"/shared/{grant.public_id}/pdf/").url.startswith("/second-step/")


def test_revoking_takes_the_paper_away_at_once(client, grant, patient):
    page = ask(client, grant)
    work()

    revoke_share_grant(on_behalf_of(patient.pk), grant, now=timezone.now())

    assert client.get(f"{page}summary.pdf").status_code == 404
    assert not PaperPiece.objects.exists()
    assert not jobs().exists()


@pytest.mark.parametrize("ended", ["revoked", "expired", "removed"])
def test_a_grant_that_ends_before_the_worker_comes_gives_no_paper(client, grant, ended, caplog):
    ask(client, grant)
    end(grant, ended)

    job = work()

    assert job.state == State.FAILED
    assert not PaperPiece.objects.exists()
    assert caplog.text == ""


@pytest.mark.parametrize("ended", ["revoked", "expired", "removed"])
def test_a_grant_that_ends_afterwards_closes_the_paper(client, grant, ended):
    page = ask(client, grant)
    work()
    end(grant, ended)

    assert client.get(f"{page}summary.pdf").status_code == 404
    maintain_jobs(now=timezone.now())
    assert PaperPiece.objects.exists() == (ended == "removed")  # gone after its hour


def end(grant, how):
    an_hour_ago = timezone.now() - timedelta(hours=1)
    if how == "removed":
        ClinicMember.objects.filter(clinic=grant.clinic).update(removed_at=an_hour_ago)
        return
    column = {"revoked": "revoked_at", "expired": "expires_at"}[how]
    type(grant).objects.unscoped(reason="test").filter(pk=grant.pk).update(**{column: an_hour_ago})


def test_the_days_are_those_of_the_grant_when_the_worker_runs(client, grant, patient):
    page = ask(client, grant)
    today = today_of(patient)
    grants = type(grant).objects.unscoped(reason="test")
    grants.filter(pk=grant.pk).update(first_day=today - timedelta(days=9))

    work()

    assert "10日間" in text_of(client.get(f"{page}summary.pdf"))


def test_family_gets_it_too(client, patient):
    reader = make_proved_user("family@example.jp")
    grant = make_invitation(
        patient, reader.email, reader=reader, accepted_at=timezone.now() - timedelta(days=1)
    )
    client.force_login(reader)

    page = ask(client, grant)
    work()

    assert client.get(f"{page}summary.pdf").status_code == 200
    assert log_of(patient)[-1] == ("family@example.jp", "reader_pdf_fetched")


@pytest.fixture
def visitor(patient):
    """A browser in the consulting room, signed in nowhere."""
    return enter(patient)


def enter(patient):
    _grant, keys = make_room(patient)
    browser = Client()
    browser.post("/look/", {"secret": keys.secret, "name": "田中 医師", "code": keys.code})
    return browser


def test_in_the_room_it_is_made_and_fetched_within_the_look(visitor, patient):
    assert 'action="/look/sheet/pdf/"' in visitor.get("/look/sheet/?period=180").text
    page = visitor.post("/look/sheet/pdf/", {"period": "180"}).url
    work()

    assert "PDFができました" in visitor.get(page).text
    assert "はなこ" in text_of(visitor.get(f"{page}summary.pdf"))
    assert log_of(patient)[-2:] == [
        ("田中 医師", "visitor_pdf_asked"),
        ("田中 医師", "visitor_pdf_fetched"),
    ]
    assert enter(patient).get(f"{page}summary.pdf").status_code == 404
    visitor.post("/look/leave/")
    assert visitor.get(f"{page}summary.pdf").status_code == 404


def test_a_look_that_ends_before_the_worker_comes_gives_no_paper(visitor):
    visitor.post("/look/sheet/pdf/", {"period": "180"})
    Look.objects.unscoped(reason="test").update(ends_at=timezone.now())

    assert work().state == State.FAILED
    assert not PaperPiece.objects.exists()
