"""kill -9 while several patients' PDFs are made: nobody is left out, nothing is there twice."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from diary.summaries.visit_summary.background_pdf import KIND
from ldn_app.background_jobs.models import PaperJob, PaperPiece
from ldn_app.background_jobs.services.batches import Session, ask_for_batch
from ldn_app.background_jobs.services.maintenance import GIVEN_UP_AFTER, maintain_jobs
from ldn_app.background_jobs.services.rendering import render_job
from tests.cast import sign_in_twice
from tests.factories.paper_jobs import jobs
from tests.factories.people import make_clinic, make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan
from tests.waiting import wait_until

from .engine import kill
from .processes import environment, start

pytestmark = pytest.mark.django_db(transaction=True)
State = PaperJob.State
PATIENTS = 6


def a_batch():
    clinician = make_clinician()
    make_clinic(clinician)
    grants = []
    for _ in range(PATIENTS):
        patient = make_patient()
        make_plan(patient, first_day=timezone.localdate() - timedelta(days=30))
        grants.append(make_grant(patient, clinician))
    browser = Client()
    sign_in_twice(browser, clinician.user)
    session = Session(clinician.user_id, browser.session.session_key)
    ask_for_batch(session, grants, KIND, {}, asked_for=PATIENTS, now=timezone.now())


def test_a_killed_worker_leaves_its_paper_to_the_next_one(monkeypatch):
    monkeypatch.setattr("ldn_app.background_jobs.wakeup.wake_workers", lambda job_id: None)
    a_batch()
    worker = start("-m", "tests.faults.paper_worker", env=environment(1))
    wait_until(lambda: jobs().filter(state=State.DONE).count() >= 2)
    wait_until(lambda: jobs().filter(state=State.WORKING).exists() or worker.poll() is not None)
    kill(worker)

    done_before = set(jobs().filter(state=State.DONE).values_list("pk", flat=True))
    maintain_jobs(now=timezone.now())
    age_what_hangs()
    maintain_jobs(now=timezone.now())
    for job_id in jobs().filter(state=State.WAITING).values_list("pk", flat=True):
        render_job(job_id, clock=timezone.now)

    assert 2 <= len(done_before) < PATIENTS
    assert set(jobs().values_list("state", flat=True)) == {State.DONE}
    assert jobs().filter(tries=1, pk__in=done_before).count() == len(done_before)
    assert max(jobs().values_list("tries", flat=True)) <= 2
    assert PaperPiece.objects.count() == PATIENTS


def age_what_hangs() -> None:
    old = timezone.now() - GIVEN_UP_AFTER - timedelta(seconds=1)
    jobs().filter(state=State.WORKING).update(started_at=old)
