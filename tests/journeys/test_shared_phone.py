"""One phone, several people and tabs: nobody sees, loses or sends what is another's."""

import re
import threading
from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from diary.doses.models import Dose
from diary.doses.views import tonight as tonight_views
from diary.offline.arrival import owner_mark
from ldn_app.access.viewer import on_behalf_of
from ldn_app.clock import clock_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan
from tests.journeys.kept_phone import keeps_both_pages, stored, until, waiting_on
from tests.journeys.signed_in import sign_in
from tests.waiting import DEADLINE_SECONDS

pytestmark = pytest.mark.django_db(transaction=True)
SIGN_OUT = "この端末でログアウトする"


@pytest.fixture
def patient(transactional_db):
    patient = make_patient(first_run_done_at=timezone.now())
    make_plan(patient, first_day=clock_of(patient).day_of(timezone.now()) - timedelta(days=3))
    return patient


@pytest.fixture
def today(patient):
    return clock_of(patient).day_of(timezone.now())


@pytest.fixture
def held_up(monkeypatch):
    """``held_up("build_tonight")``: the server takes its time there, until ``let_go()``."""
    go = threading.Event()

    class Held:
        def __call__(self, name: str) -> None:
            real = getattr(tonight_views, name)

            def slow(*args, **kwargs):
                self.reached.set()
                go.wait(DEADLINE_SECONDS)
                return real(*args, **kwargs)

            monkeypatch.setattr(tonight_views, name, slow)

        reached = threading.Event()
        let_go = staticmethod(go.set)

    yield Held()
    go.set()


def pages_of(phone: Page) -> list[str]:
    return [path for path in stored(phone) if not path.startswith("/static/")]


def add_waiting(phone: Page, owner: str, address: str, **values) -> None:
    phone.evaluate(
        "(answer) => waiting.add(answer)",
        {"owner": owner, "address": address, "body": "right_now=1", "name": "", "htmx": True}
        | {"id": values.pop("id", "0b5f3a52-6b1c-4f0e-9d55-000000000001")}
        | {"madeAt": int(timezone.now().timestamp() * 1000), **values},
    )


def sign_out(phone: Page) -> None:
    phone.get_by_role("button", name=SIGN_OUT).click()
    expect(phone).to_have_url(re.compile(r"\d/$"))
    phone.wait_for_load_state()


def test_a_page_that_arrives_while_somebody_signs_out_is_not_kept(
    phone, live_server, patient, held_up
):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    held_up("build_tonight")
    other = phone.context.new_page()
    other.goto("/settings/")
    other.evaluate("() => { fetch('/tonight/').catch(() => {}); }")
    assert held_up.reached.wait(DEADLINE_SECONDS)
    phone.goto("/settings/")

    phone.evaluate("() => { window.signOutHere = waiting.clear(); return window.signOutHere; }")
    held_up.let_go()
    other.wait_for_timeout(700)

    assert pages_of(phone) == []


def test_signing_in_empties_the_copies_of_whoever_was_here_before(phone, live_server, patient):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)

    phone.goto("/settings/")
    phone.evaluate(
        """() => fetch("/accounts/login/", {
          method: "POST",
          body: new URLSearchParams(new FormData(document.querySelector("main form"))),
          redirect: "manual",
        })"""
    )

    until(phone, "async () => !(await caches.has('pages'))")


def test_what_waits_for_somebody_else_is_neither_sent_nor_thrown_away_unasked(
    phone, live_server, patient, today
):
    other = make_patient(first_run_done_at=timezone.now())
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    posted = []
    phone.on("request", lambda request: request.method == "POST" and posted.append(request.url))
    add_waiting(phone, owner_mark(other.pk), f"/tonight/{today}/take/")
    phone.evaluate("() => waiting.send()")
    phone.reload()
    phone.wait_for_timeout(300)
    assert posted == []
    assert len(waiting_on(phone)) == 1

    phone.goto("/settings/")
    asked = []
    phone.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    with phone.expect_event("dialog"):
        phone.get_by_role("button", name=SIGN_OUT).click()
    assert "ほかの人の答えが1つ" in asked[0]
    assert len(waiting_on(phone)) == 1
    phone.once("dialog", lambda dialog: dialog.accept())
    sign_out(phone)
    assert waiting_on(phone) == []


def test_an_answer_that_was_thrown_away_while_others_are_sent_is_not_sent(
    phone, live_server, patient, today, held_up
):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    phone.goto("/settings/")
    mark = owner_mark(patient.pk)
    second = today - timedelta(days=1)
    add_waiting(phone, mark, f"/tonight/{today}/take/")
    add_waiting(
        phone,
        mark,
        f"/tonight/{second}/take/",
        body="taken_clock=21:00",
        id="0b5f3a52-6b1c-4f0e-9d55-000000000002",
    )
    held_up("record_dose_taken")
    phone.evaluate("() => { window.sending = waiting.send(); }")
    assert held_up.reached.wait(DEADLINE_SECONDS)

    phone.evaluate(
        "async () => { const [, two] = await waiting.all(); await waiting.remove(two.place); }"
    )
    held_up.let_go()
    phone.evaluate("() => window.sending")

    days = [dose.dose_day for dose in Dose.objects.visible_to(on_behalf_of(patient.pk))]
    assert days == [today]


def test_an_answer_that_is_refused_while_somebody_signs_out_does_not_come_back(
    phone, live_server, patient, today, held_up
):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    phone.goto("/settings/")
    add_waiting(phone, owner_mark(patient.pk), f"/tonight/{today}/take/", body="taken_clock=x")
    held_up("first_sentence")  # asked for when the answer is refused
    phone.evaluate("() => { window.sending = waiting.send(); }")
    assert held_up.reached.wait(DEADLINE_SECONDS)

    phone.evaluate("() => waiting.clear()")
    held_up.let_go()
    phone.evaluate("() => window.sending")

    assert waiting_on(phone) == []


def test_signing_out_without_a_script_leaves_nothing_either(phone, live_server, patient, today):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    phone.goto("/settings/")
    address = f"/tonight/{today}/take/"
    add_waiting(phone, owner_mark(patient.pk), address, refused=True)

    phone.evaluate("""() => document.querySelector('form[action="/accounts/logout/"]').submit()""")
    expect(phone).to_have_url(re.compile(r"\d/$"))
    phone.wait_for_load_state()

    assert (stored(phone), waiting_on(phone)) == ([], [])


def test_the_other_tabs_of_somebody_who_signs_out_are_left(phone, live_server, patient):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    other = phone.context.new_page()
    other.goto("/tonight/")
    phone.goto("/settings/")

    sign_out(phone)

    expect(other).to_have_url(re.compile("/accounts/login/"))
    assert pages_of(phone) == []


def test_without_a_line_signing_out_says_so_and_loses_nothing(phone, live_server, patient, today):
    sign_in(phone, patient.user, live_server.url)
    keeps_both_pages(phone)
    phone.goto("/settings/")
    add_waiting(phone, owner_mark(patient.pk), f"/tonight/{today}/take/", refused=True)
    phone.context.set_offline(True)
    said = []
    phone.once("dialog", lambda dialog: (said.append(dialog.message), dialog.accept()))

    with phone.expect_event("dialog"):
        phone.get_by_role("button", name=SIGN_OUT).click()

    assert said == [
        "電波がないので、いまはログアウトできません。電波がもどったら、もう一度押してください。"
    ]
    expect(phone).to_have_url(re.compile("/settings/$"))
    assert len(waiting_on(phone)) == 1
