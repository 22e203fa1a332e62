"""People with everything there is, and the addresses and cookies that lead to it."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.signing import Signer
from django.test import Client

from diary.demo.seeding import seed_demo
from diary.importing.waiting import keep_waiting
from diary.reminders.services.ticking import tick
from diary.summaries.domain.period import Period
from diary.summaries.visit_summary.background_pdf import KIND, question_of
from ldn_app.access.audience import LOOK_COOKIE
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import FactorRecovery, User
from ldn_app.accounts.recovery import SALT
from ldn_app.background_jobs.services.asking import ask_for_job
from tests.architecture.test_addresses import ADDRESSES, address_of, make_scene
from tests.cast import make_readers, make_visitors, sign_in_twice
from tests.factories.people import make_patient
from tests.factories.reminders import make_reminder
from tests.factories.whole_record import a_whole_record

MOMENT = datetime.fromisoformat("2026-12-01T22:10:00+09:00")


def make_people() -> dict:
    """A share of each kind, a message that waits, a file that waits to be imported, a PDF in the
    queue, and a row of every model. To be called at MOMENT."""
    seed_demo(today=MOMENT.date(), password="record of a version", now=MOMENT)
    cast, names = make_scene()
    readers, visitors = make_readers(cast), make_visitors(cast.patient)
    make_reminder(cast.patient, now=MOMENT - timedelta(days=1))
    tick(now=MOMENT)
    keep_waiting(
        on_behalf_of(cast.patient.pk),
        content="日付,だるさ\n2026-11-01,5\n".encode(),
        kind="table",
        now=MOMENT,
    )
    week = question_of(Period("7", MOMENT.date() - timedelta(days=6), MOMENT.date()))
    waiting_job = ask_for_job(on_behalf_of(cast.patient.pk), KIND, week, now=MOMENT)
    whole = make_patient()
    a_whole_record(whole, mark="みほん")
    demo = User.objects.filter(email__endswith="@demo.example", patient__isnull=False)
    cookies = {"anonymous": {}, "visitor": {LOOK_COOKIE: visitors.cookies["visitor"]}}
    cookies |= _signed_in(
        {
            "patient": cast.patient.user,
            "whole_patient": whole.user,
            "demo_patient": demo.order_by("pk").first(),
            "clinician": cast.clinician.user,
            "family_reader": readers.accounts["family_reader"],
        }
    )
    recovery = FactorRecovery.objects.create(
        user=cast.clinician.user,
        asked_at=MOMENT,
        ready_at=MOMENT + timedelta(days=1),
        ends_at=MOMENT + timedelta(days=3),
    )
    names["<str:recovery_token>"] = Signer(salt=SALT).sign(recovery.pk)
    door = visitors.keys["visitor_without_code"]
    family = {"<uuid:public_id>": str(readers.grants["family_reader"].public_id)}
    get = [route for route, (_, method) in ADDRESSES.items() if method == "GET"]
    get.remove("readyz")  # it asks for the broker
    addresses = {address_of(route, names).lstrip("/") for route in get}
    addresses |= {address_of(route, names | family).lstrip("/") for route in get}
    addresses.add(f"visit/pdf/{waiting_job.public_id}/")
    return {
        "moment": MOMENT.isoformat(),
        "patients": ["patient", "whole_patient", "demo_patient"],
        "cookies": cookies,
        "addresses": sorted(addresses),
        "posts": [
            ["look/", {"secret": door.secret, "code": door.code, "name": "医師"}],
            ["n/{}/".format(names["<str:night_token>"]), {"answer": "taken"}],
            ["n/stop/{}/".format(names["<str:channel_token>"]), {}],
            ["recover/cancel/{}/".format(names["<str:recovery_token>"]), {}],
        ],
    }


def _signed_in(people: dict[str, User]) -> dict[str, dict[str, str]]:
    session, cookies = settings.SESSION_COOKIE_NAME, {}
    for who, user in people.items():
        client = Client()
        sign_in_twice(client, user)
        cookies[who] = {session: client.cookies[session].value}
    return cookies
