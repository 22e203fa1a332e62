"""PDFs of several patients: for one session, through grants that live."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from diary.sharing.services import revoke_share_grant
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import ClinicMember
from ldn_app.background_jobs.models import PaperBatch, PaperJob, PaperPiece
from ldn_app.background_jobs.services.maintenance import maintain_jobs
from ldn_app.background_jobs.services.rendering import render_job
from tests.cast import sign_in_twice
from tests.factories.paper_jobs import jobs
from tests.factories.people import (
    make_clinician,
    make_invitation,
    make_patient,
)

from .ordering import ASK, answers, ask, every_address, make_up_all, pages_in_log, share, zip_at

pytestmark = pytest.mark.django_db
State = PaperJob.State


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
    maintain_jobs(now=timezone.now())
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
    client.force_login(grants[0].patient.user)

    assert client.post(ASK, {"grant": grants[0].public_id}).status_code == 404


def test_after_an_hour_it_is_gone(client, grants):
    page = ask(client, grants)
    make_up_all()
    PaperBatch.objects.update(asked_at=timezone.now() - timedelta(hours=1))

    assert answers(client, page) == {404}
    maintain_jobs(now=timezone.now())
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
    assert "batch_fetched" not in pages_in_log(gone)


@pytest.mark.parametrize("column", ["revoked_at", "expires_at"])
def test_a_grant_that_ends_between_making_and_fetching_is_left_out(client, grants, column):
    page = ask(client, grants)
    make_up_all()
    ended = type(grants[0]).objects.unscoped(reason="test").filter(pk=grants[0].pk)
    ended.update(**{column: timezone.now()})

    assert [name[-6:-4] for name in zip_at(client, page).namelist()] == ["02", "03"]
    assert "batch_fetched" not in pages_in_log(grants[0])


def test_a_grant_that_ends_before_the_worker_comes_gives_no_paper(client, grants):
    page = ask(client, grants)
    ended = type(grants[0]).objects.unscoped(reason="test").filter(pk=grants[0].pk)
    ended.update(revoked_at=timezone.now())

    for job in jobs().order_by("number"):
        render_job(job.pk, clock=timezone.now)

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
