"""A clinician who orders PDFs of several patients, and what came of it."""

import io
import zipfile
from datetime import timedelta

from ldn_app.access.models import AccessEvent
from ldn_app.access.viewer import on_behalf_of
from ldn_app.background_jobs.models import PaperJob
from tests.days import today_of
from tests.factories.entries import make_note
from tests.factories.paper_jobs import finish, jobs
from tests.factories.people import make_grant, make_patient
from tests.factories.plans import make_plan

State = PaperJob.State
ASK = "/shared/papers/"


def share(name, clinician, **values):
    patient = make_patient(display_name=name)
    make_plan(patient, first_day=today_of(patient) - timedelta(days=40))
    make_note(patient, today_of(patient) - timedelta(days=1), f"{name}のメモ", tell_doctor=True)
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
    return list(events.values_list("kind", flat=True))


def every_address(page):
    return [page + rest for rest in ("", "state/", "papers.zip")]


def answers(browser, page):
    return {browser.get(address).status_code for address in every_address(page)}
