"""Every address × every member of the cast × the expected answer.

A new address without a row fails; so does a view of ours without an audience.
"""

from datetime import date, timedelta

import pytest
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils import timezone

from diary.doses.services.answers import record_dose_taken
from diary.reminders.links import NightLink, calendar_address, night_token, unsubscribe_token
from diary.reminders.services.calendar_feed import make_feed
from diary.reminders.services.channels import email_channel
from diary.symptoms.models import TrackedSymptom
from diary.visits.models import Visit
from ldn_app.access.viewer import on_behalf_of
from ldn_app.access.visitor_access import LINK as LINK_KIND
from ldn_app.access.visitor_access import begin_look
from ldn_app.clock import clock_of
from tests.cast import MEMBERS, make_cast, sign_in, sign_in_twice
from tests.factories.comments import make_comment
from tests.factories.paper_jobs import finished, finished_batch, finished_job, finished_job_through
from tests.factories.papers import make_medicine, make_result, make_score, make_supply
from tests.factories.people import make_health_link
from tests.factories.plans import make_plan

WORK_THERE = {"clinician", "colleague_clinician"}
# The staff's site takes the place of Django's own; test_staff_pages.py holds it.
THEIRS = ("allauth.", "django.", "ldn_app.accounts.admin")

OPEN = "open"  # the same answer for everybody
PATIENT = "patient"  # patients their own; guests to sign-in; others 404
CLINICIAN = "clinician"  # any clinician; guests to sign-in; others 404
ACCOUNT = "account"  # whoever is signed in; guests to sign-in
PERSON = "person"  # patients and clinicians their own; guests to sign-in; others 404
STAFF = "staff"  # colleagues; guests to sign-in; others 404
TOKEN = "token"  # whoever brings a token that is in no session: 404 for all of the cast
VISITOR = "visitor"  # whoever gave the right code: 404 for all of the cast
GRANT = "grant"  # members of the live grant's clinic; guests to sign-in; others 404
ASKER = "asker"  # the reader who asked, while the grant lives; guests to sign-in; others 404
SESSION = "session"  # the clinician's browser that asked: guests to sign-in; the cast's others 404
AUTHOR = "author"  # the clinician who wrote the named comment; guests to sign-in; others 404
MEMBER = "member"  # members of the named clinic; guests to sign-in; others 404
OWNER = "owner"  # its owner; guests to sign-in; others 404
LINK = "link"  # an app that brings a link's secret but no body: the same refusal for everybody
LINK_FILE = "link file"  # whoever brings a running look's key: the same answer for everybody
INVITED = "invited"  # whose proved address was invited; guests to sign-in; others 404
READING = {"step": "head", "kind": "table", "file": 1, "choices": ""}
WITHOUT_SIGN_IN = {OPEN, TOKEN, VISITOR, LINK, LINK_FILE}

# address → (audience, method). <…> is filled in from the patient's own rows.
ADDRESSES = {
    "": (OPEN, "GET"),
    "healthz": (OPEN, "GET"),
    "readyz": (OPEN, "GET"),
    "manifest.webmanifest": (OPEN, "GET"),
    "sw.js": (OPEN, "GET"),
    "unsent/": (ACCOUNT, "GET"),
    "learn/": (OPEN, "GET"),
    "learn/search/": (OPEN, "GET"),
    "learn/claims/": (OPEN, "GET"),
    "learn/words/": (OPEN, "GET"),
    "learn/changes/": (OPEN, "GET"),
    "learn/sources/": (OPEN, "GET"),
    "learn/furigana/": (OPEN, "POST"),
    "learn/for-doctors.pdf": (OPEN, "GET"),
    "robots.txt": (OPEN, "GET"),
    "sitemap.xml": (OPEN, "GET"),
    "learn/en/<slug:slug>/": (OPEN, "GET"),
    "learn/<slug:slug>/": (OPEN, "GET"),
    "learn/<slug:slug>/print/": (OPEN, "GET"),
    "settings/": (PERSON, "GET"),
    "settings/consent/": (PATIENT, "GET"),
    "settings/change/<slug:topic>/": (PERSON, "GET"),
    "ops/": (STAFF, "GET"),
    "metrics": (TOKEN, "GET"),
    "n/<str:night_token>/": (OPEN, "GET"),
    "n/<str:night_token>/later/": (OPEN, "POST"),
    "n/stop/<str:channel_token>/": (OPEN, "GET"),
    "calendar/<str:feed_token>.ics": (OPEN, "GET"),
    "settings/reminders/calendar/": (PATIENT, "GET"),
    "settings/reminders/calendar/make/": (PATIENT, "POST"),
    "settings/reminders/calendar/end/": (PATIENT, "POST"),
    "settings/reminders/": (PATIENT, "GET"),
    "settings/reminders/device/": (PATIENT, "GET"),
    "settings/reminders/rest/": (PATIENT, "GET"),
    "settings/reminders/place/": (PATIENT, "POST"),
    "settings/reminders/kinds/<slug:kind>/": (PATIENT, "GET"),
    "settings/reminders/channels/<int:channel_id>/switch/": (PATIENT, "POST"),
    "settings/reminders/channels/<int:channel_id>/try/": (PATIENT, "POST"),
    "settings/sessions/end/": (ACCOUNT, "POST"),
    "settings/download/": (PATIENT, "GET"),
    "settings/download/record.json": (PATIENT, "GET"),
    "settings/download/record.zip": (PATIENT, "GET"),
    "settings/download/record.fhir.json": (PATIENT, "GET"),
    "settings/download/archive/": (PATIENT, "POST"),
    "settings/download/archive/<uuid:archive_id>/": (PATIENT, "GET"),
    "settings/download/archive/<uuid:archive_id>/state/": (PATIENT, "GET"),
    "settings/download/archive/<uuid:archive_id>/record.zip": (PATIENT, "GET"),
    "settings/download/techo/": (PATIENT, "GET"),
    "settings/bring/": (PATIENT, "GET"),
    "settings/bring/own/": (PATIENT, "GET"),
    "settings/bring/columns/": (PATIENT, "GET"),
    "settings/bring/rows/": (PATIENT, "GET"),
    "settings/bring/rows/mend.csv": (PATIENT, "GET"),
    "settings/bring/reading/<uuid:reading_id>/": (PATIENT, "GET"),
    "settings/bring/reading/<uuid:reading_id>/state/": (PATIENT, "GET"),
    "settings/bring/stop/": (PATIENT, "POST"),
    "settings/delete/": (PERSON, "GET"),
    "settings/delete/waiting/": (OPEN, "GET"),
    "settings/delete/take-back/": (ACCOUNT, "POST"),
    "settings/delete/done/": (OPEN, "GET"),
    "second-step/": (ACCOUNT, "GET"),
    "prove/": (ACCOUNT, "GET"),
    "recover/": (OPEN, "GET"),
    "recover/cancel/<str:recovery_token>/": (TOKEN, "GET"),
    "leave/": (ACCOUNT, "POST"),
    "left/": (OPEN, "GET"),
    "welcome/": (PATIENT, "GET"),
    "welcome/opioids/": (PATIENT, "GET"),
    "welcome/plan/": (PATIENT, "GET"),
    "welcome/symptoms/": (PATIENT, "GET"),
    "welcome/ready/": (PATIENT, "GET"),
    "tonight/": (PATIENT, "GET"),
    "tonight/<day:dose_day>/": (PATIENT, "GET"),
    "tonight/<day:dose_day>/take/": (PATIENT, "POST"),
    "tonight/<day:dose_day>/skip/": (PATIENT, "POST"),
    "tonight/<day:dose_day>/undo/": (PATIENT, "POST"),
    "tonight/<day:dose_day>/time/": (PATIENT, "POST"),
    "tonight/<day:dose_day>/move/<day:to_day>/": (PATIENT, "POST"),
    "regimen/": (PATIENT, "GET"),
    "regimen/new/": (PATIENT, "GET"),
    "regimen/lines/<int:event_id>/": (PATIENT, "GET"),
    "regimen/lines/<int:event_id>/withdraw/": (PATIENT, "POST"),
    "regimen/step/": (PATIENT, "GET"),
    "regimen/hold/": (PATIENT, "GET"),
    "regimen/slot/": (PATIENT, "GET"),
    "regimen/time/": (PATIENT, "GET"),
    "regimen/pause/": (PATIENT, "GET"),
    "regimen/resume/": (PATIENT, "GET"),
    "regimen/end/": (PATIENT, "GET"),
    "check-in/": (PATIENT, "GET"),
    "check-in/<day:day>/": (PATIENT, "GET"),
    "symptoms/": (PATIENT, "GET"),
    "symptoms/<int:symptom_id>/": (PATIENT, "POST"),
    "month/": (PATIENT, "GET"),
    "month/<day:day>/": (PATIENT, "GET"),
    "month/<day:day>/day/": (PATIENT, "GET"),
    "visit/": (PATIENT, "GET"),
    "visit/changes/": (PATIENT, "GET"),
    "visit/summary.pdf": (PATIENT, "GET"),
    "visit/choose/": (PATIENT, "GET"),
    "visit/pdf/": (PATIENT, "POST"),
    "visit/pdf/<uuid:job_id>/": (PATIENT, "GET"),
    "visit/pdf/<uuid:job_id>/state/": (PATIENT, "GET"),
    "visit/pdf/<uuid:job_id>/summary.pdf": (PATIENT, "GET"),
    "visits/": (PATIENT, "GET"),
    "visits/new/": (PATIENT, "GET"),
    "visits/<int:visit_id>/": (PATIENT, "GET"),
    "visits/<int:visit_id>/questions/": (PATIENT, "POST"),
    "visits/<int:visit_id>/note/": (PATIENT, "POST"),
    "visits/<int:visit_id>/state/": (PATIENT, "POST"),
    "visits/<int:visit_id>/remove/": (PATIENT, "POST"),
    "labs/": (PATIENT, "GET"),
    "labs/new/": (PATIENT, "GET"),
    "labs/<int:result_id>/": (PATIENT, "GET"),
    "labs/<int:result_id>/remove/": (PATIENT, "POST"),
    "supply/": (PATIENT, "GET"),
    "supply/new/": (PATIENT, "GET"),
    "supply/<int:supply_id>/": (PATIENT, "GET"),
    "supply/<int:supply_id>/remove/": (PATIENT, "POST"),
    "medicines/": (PATIENT, "GET"),
    "medicines/opioids/": (PATIENT, "GET"),
    "medicines/new/": (PATIENT, "GET"),
    "medicines/<int:medicine_id>/": (PATIENT, "GET"),
    "medicines/<int:medicine_id>/remove/": (PATIENT, "POST"),
    "questionnaires/": (PATIENT, "GET"),
    "questionnaires/ps/": (PATIENT, "GET"),
    "questionnaires/ps/<day:day>/": (PATIENT, "GET"),
    "questionnaires/new/": (PATIENT, "GET"),
    "questionnaires/new/<slug:instrument>/": (PATIENT, "GET"),
    "questionnaires/<int:response_id>/": (PATIENT, "GET"),
    "questionnaires/<int:response_id>/remove/": (PATIENT, "POST"),
    "sharing/": (PATIENT, "GET"),
    "sharing/log/": (PATIENT, "GET"),
    "sharing/room/": (PATIENT, "GET"),
    "sharing/clinic/": (PATIENT, "GET"),
    "sharing/clinic/<str:clinic_code>/": (PATIENT, "GET"),
    "sharing/person/": (PATIENT, "GET"),
    "sharing/comments/": (PATIENT, "GET"),
    "sharing/comments/<uuid:comment_id>/read/": (PATIENT, "POST"),
    "sharing/<uuid:public_id>/": (PATIENT, "GET"),
    "sharing/<uuid:public_id>/revoke/": (PATIENT, "POST"),
    "sharing/link/": (PATIENT, "GET"),
    "shl/<str:link_secret>/": (LINK, "POST"),
    "shl/file/<str:file_key>/record": (LINK_FILE, "GET"),
    "shl/file/<str:file_key>/summary": (LINK_FILE, "GET"),
    "look/": (OPEN, "GET"),
    "look/sheet/": (VISITOR, "GET"),
    "look/sheet/days/<day:day>/": (VISITOR, "GET"),
    "look/sheet/summary.pdf": (VISITOR, "GET"),
    "look/sheet/pdf/": (VISITOR, "POST"),
    "look/sheet/pdf/<uuid:paper_id>/": (VISITOR, "GET"),
    "look/sheet/pdf/<uuid:paper_id>/state/": (VISITOR, "GET"),
    "look/sheet/pdf/<uuid:paper_id>/summary.pdf": (VISITOR, "GET"),
    "look/leave/": (OPEN, "POST"),
    "shared/": (CLINICIAN, "GET"),
    "shared/papers/": (CLINICIAN, "POST"),
    "shared/papers/<uuid:batch_id>/": (SESSION, "GET"),
    "shared/papers/<uuid:batch_id>/state/": (SESSION, "GET"),
    "shared/papers/<uuid:batch_id>/papers.zip": (SESSION, "GET"),
    "shared/with-me/": (ACCOUNT, "GET"),
    "shared/invited/<uuid:invited_id>/": (INVITED, "GET"),
    "shared/<uuid:public_id>/": (GRANT, "GET"),
    "shared/<uuid:public_id>/days/<day:day>/": (GRANT, "GET"),
    "shared/<uuid:public_id>/summary.pdf": (GRANT, "GET"),
    "shared/<uuid:public_id>/pdf/": (GRANT, "POST"),
    "shared/<uuid:public_id>/pdf/<uuid:paper_id>/": (ASKER, "GET"),
    "shared/<uuid:public_id>/pdf/<uuid:paper_id>/state/": (ASKER, "GET"),
    "shared/<uuid:public_id>/pdf/<uuid:paper_id>/summary.pdf": (ASKER, "GET"),
    "shared/<uuid:public_id>/comments/": (GRANT, "GET"),
    "shared/<uuid:public_id>/comments/<uuid:comment_id>/withdraw/": (AUTHOR, "POST"),
    "clinic/": (CLINICIAN, "GET"),
    "clinic/join/": (ACCOUNT, "GET"),
    "clinic/requests/<uuid:request_id>/accept/": (MEMBER, "POST"),
    "clinic/requests/<uuid:request_id>/decline/": (MEMBER, "POST"),
    "clinic/members/<int:member_id>/remove/": (OWNER, "POST"),
    "clinic/members/<int:member_id>/owner/": (OWNER, "POST"),
    "clinic/invited/<uuid:invitation_id>/": (INVITED, "GET"),
    "clinic/invited/<uuid:invitation_id>/cancel/": (OWNER, "POST"),
    "clinic/<str:clinic_code>/poster.pdf": (MEMBER, "GET"),
    "clinic/<str:clinic_code>/invite/": (OWNER, "GET"),
    "clinic/<str:clinic_code>/step-down/": (OWNER, "POST"),
}

# Addresses that name a row: another patient gets a 404 for them.
NAMES_A_ROW = {
    "settings/bring/reading/<uuid:reading_id>/",
    "settings/bring/reading/<uuid:reading_id>/state/",
    "settings/download/archive/<uuid:archive_id>/",
    "settings/download/archive/<uuid:archive_id>/state/",
    "settings/download/archive/<uuid:archive_id>/record.zip",
    "sharing/comments/<uuid:comment_id>/read/",
    "sharing/<uuid:public_id>/",
    "sharing/<uuid:public_id>/revoke/",
    "tonight/<day:dose_day>/",
    "tonight/<day:dose_day>/time/",
    "tonight/<day:dose_day>/move/<day:to_day>/",
    "regimen/lines/<int:event_id>/",
    "regimen/lines/<int:event_id>/withdraw/",
    "regimen/step/",
    "regimen/hold/",
    "regimen/slot/",
    "regimen/time/",
    "regimen/pause/",
    "regimen/resume/",
    "regimen/end/",
    "symptoms/<int:symptom_id>/",
    "visits/<int:visit_id>/",
    "visits/<int:visit_id>/questions/",
    "visits/<int:visit_id>/note/",
    "visits/<int:visit_id>/state/",
    "visits/<int:visit_id>/remove/",
    "visit/pdf/<uuid:job_id>/",
    "visit/pdf/<uuid:job_id>/state/",
    "visit/pdf/<uuid:job_id>/summary.pdf",
    "labs/<int:result_id>/",
    "labs/<int:result_id>/remove/",
    "supply/<int:supply_id>/",
    "supply/<int:supply_id>/remove/",
    "medicines/<int:medicine_id>/",
    "medicines/<int:medicine_id>/remove/",
    "questionnaires/<int:response_id>/",
    "questionnaires/<int:response_id>/remove/",
    "settings/reminders/channels/<int:channel_id>/switch/",
    "settings/reminders/channels/<int:channel_id>/try/",
}


def our_patterns(patterns=None, prefix=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from our_patterns(pattern.url_patterns, route)
        elif isinstance(pattern, URLPattern) and not _is_theirs(pattern.callback):
            yield route, pattern.callback


def _is_theirs(view) -> bool:
    return view.__module__.startswith(THEIRS)


@pytest.fixture(scope="module")
def scene(django_db_setup, django_db_blocker):
    """The scene, built once and taken back at the end; each test takes its own changes back."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield make_scene()
        transaction.set_rollback(True)


@pytest.fixture(scope="module")
def browsers(scene):
    """A browser of each member, signed in as far as they go."""
    cast, _names = scene
    browsers = {member: Client() for member in MEMBERS}
    for member, browser in browsers.items():
        sign_in(browser, cast, member)
    return browsers


def make_scene():
    """The cast, and the patient's own rows that addresses name."""
    cast = make_cast()
    day = clock_of(cast.patient).day_of(timezone.now())
    plan = make_plan(cast.patient, first_day=date(2026, 10, 1))
    record_dose_taken(
        on_behalf_of(cast.patient.pk),
        plan=plan,
        dose_day=day - timedelta(days=1),
        taken_at=None,
        now=timezone.now(),
    )
    owner = on_behalf_of(cast.patient.pk)
    symptom = TrackedSymptom.objects.create_for(owner, name="だるさ", added_at=timezone.now())
    visit = Visit.objects.create_for(owner, visited_on=day, recorded_at=timezone.now())
    result, score = make_result(cast.patient, day), make_score(cast.patient, day)
    medicine, supply = make_medicine(cast.patient), make_supply(cast.patient, day)
    channel = email_channel(owner, now=timezone.now())
    feed = make_feed(owner, now=timezone.now())
    paper = finished_job_through(cast.grant, user_id=cast.clinician.user_id, day=day)
    batch = finished_batch([cast.grant], user_id=cast.clinician.user_id)
    _, link = make_health_link(cast.patient)
    file_key = begin_look(
        link.secret, link.code, visitor_name="アプリ", kind=LINK_KIND, now=timezone.now()
    )
    names = {
        "<uuid:job_id>": str(finished_job(cast.patient, day=day).public_id),
        "<uuid:archive_id>": str(finished(owner, {}, kind="archive").public_id),
        "<uuid:reading_id>": str(finished(owner, READING, kind="reading").public_id),
        "<uuid:paper_id>": str(paper.public_id),
        "<uuid:batch_id>": str(batch.public_id),
        "<int:symptom_id>": str(symptom.pk),
        "<int:visit_id>": str(visit.pk),
        "<int:result_id>": str(result.pk),
        "<int:response_id>": str(score.pk),
        "<int:supply_id>": str(supply.pk),
        "<int:medicine_id>": str(medicine.pk),
        "<slug:instrument>": "chalder",
        "<int:channel_id>": str(channel.pk),
        "<slug:kind>": "dose",
        "<str:feed_token>": calendar_address(feed.sealed_token).split("/")[-1].removesuffix(".ics"),
        "<str:night_token>": night_token(
            NightLink(cast.patient.pk, day, timezone.now() + timedelta(hours=1))
        ),
        "<str:channel_token>": unsubscribe_token(channel.pk),
        "<day:dose_day>": (day - timedelta(days=1)).isoformat(),
        "<day:to_day>": (day - timedelta(days=2)).isoformat(),
        "<day:day>": day.isoformat(),
        "<slug:topic>": "theme",
        "<slug:slug>": "never-together",
        "<int:event_id>": str(plan.rows[0].pk),
        "<str:link_secret>": link.secret,
        "<str:file_key>": file_key,
        "<uuid:public_id>": str(cast.grant.public_id),
        "<uuid:comment_id>": str(make_comment(cast.grant, cast.clinician).public_id),
        "<uuid:request_id>": str(cast.waiting_grant.public_id),
        "<uuid:invited_id>": str(cast.invitation.public_id),
        "<uuid:invitation_id>": str(cast.clinic_invitation.public_id),
        "<str:clinic_code>": cast.grant.clinic.code,
        "<int:member_id>": str(cast.grant.clinic.members.get(clinician=cast.clinician).pk),
    }
    return cast, names


def test_every_address_of_ours_has_a_row():
    assert {route for route, _ in our_patterns()} == set(ADDRESSES)


def test_every_view_of_ours_says_who_it_is_for():
    without = [route for route, view in our_patterns() if not hasattr(view, "audience")]

    assert without == []


def test_every_row_agrees_with_its_view():
    said = {route: view.audience for route, view in our_patterns()}
    expected = {
        PATIENT: "patient",
        CLINICIAN: "clinician",
        GRANT: "reader",
        ASKER: "reader",
        SESSION: "clinician",
        AUTHOR: "reader",
        VISITOR: "visitor",
        ACCOUNT: "account",
        PERSON: "account",
        MEMBER: "clinician",
        OWNER: "clinician",
        INVITED: "account",
        LINK_FILE: "link file",
    }
    expected |= dict.fromkeys((OPEN, STAFF, TOKEN, LINK), "everyone")

    assert said == {route: expected[audience] for route, (audience, _) in ADDRESSES.items()}


def expected_answers(route, audience, member):
    """The statuses that ``member`` may get for the patient's own address."""
    if audience == OPEN:
        return {200, 302, 503}
    if audience in {LINK, LINK_FILE}:
        return {400} if audience == LINK else {200}
    if audience in {TOKEN, VISITOR}:
        return {404}
    if member == "anonymous":
        return {302}
    if audience == ACCOUNT:
        return {200, 302}
    if audience == PERSON:
        is_person = member.endswith(("patient", "clinician"))
        return {200, 302} if is_person else {404}
    if audience == STAFF:
        return {200} if member in {"staff", "superuser"} else {404}
    if audience == PATIENT and member == "patient":
        return {200, 302, 422}
    if audience == PATIENT and member == "other_patient":
        return {404} if route in NAMES_A_ROW else {200, 302, 422}
    return at_a_clinic(audience, member)


def at_a_clinic(audience, member):
    """The statuses for pages of people to whom something was opened or who were invited."""
    if audience != INVITED and member == "one_step_clinician":
        asked_again = {CLINICIAN, MEMBER, OWNER, GRANT, ASKER, SESSION, AUTHOR}
        return {302} if audience in asked_again else {404}
    welcome = {
        CLINICIAN: {name for name in MEMBERS if name.endswith("clinician")},
        MEMBER: WORK_THERE,
        OWNER: {"clinician"},
        GRANT: WORK_THERE,
        ASKER: {"clinician"},
        AUTHOR: {"clinician"},
        INVITED: {"family"},
    }
    return {200, 302, 422} if member in welcome.get(audience, ()) else {404}


@pytest.mark.django_db
@pytest.mark.parametrize("route", ADDRESSES)
def test_an_address_answers_each_member_as_expected(scene, browsers, route):
    _cast, names = scene
    audience, _method = ADDRESSES[route]

    answers = {member: ask(route, names, browsers[member]) for member in MEMBERS}

    wrong = {
        member: answer.status_code
        for member, answer in answers.items()
        if answer.status_code not in expected_answers(route, audience, member)
    }
    assert wrong == {}
    if audience not in WITHOUT_SIGN_IN:
        assert answers["anonymous"].url.startswith("/accounts/login/?next=")


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route", [route for route, (_, method) in ADDRESSES.items() if method == "GET"]
)
def test_head_is_answered_like_get(scene, browsers, route):
    """Mail checkers and link checkers ask with HEAD before a person opens a link."""
    _cast, names = scene
    members = ["anonymous", "patient", "clinician", "family", "staff"]

    answers = {
        member: [ask(route, names, browsers[member], method=method) for method in ("get", "head")]
        for member in members
    }

    assert not [
        member for member, (get, head) in answers.items() if get.status_code != head.status_code
    ]
    assert not any(head.content for _, head in answers.values() if not head.streaming)


def address_of(route, names):
    """The address of the cast's own rows; what has no name in ``names`` stays as it stands."""
    address = "/" + route
    for name, value in names.items():
        address = address.replace(name, value)
    return address


def ask(route, names, signed_in, *, method=""):
    """The answer at an address to a browser with the cookies of ``signed_in``; what it changed is
    taken back. ``method``: another one than the address has in the table."""
    browser = Client()
    browser.cookies.update(signed_in.cookies)
    address = address_of(route, names)
    with transaction.atomic():
        answer = getattr(browser, (method or ADDRESSES[route][1]).lower())(address)
        transaction.set_rollback(True)
    return answer


@pytest.mark.django_db
@pytest.mark.parametrize(
    "route", [r for r, (a, _) in ADDRESSES.items() if a not in {*WITHOUT_SIGN_IN, SESSION}]
)
def test_a_signed_in_page_is_kept_nowhere(client, scene, route):
    cast, names = scene
    audience, _method = ADDRESSES[route]
    owners = {PATIENT: "patient", STAFF: "staff", ACCOUNT: "patient", INVITED: "family"}
    owners[PERSON] = "patient"
    member = owners.get(audience, "clinician")
    sign_in_twice(client, cast.user(member))

    answer = ask(route, names, client)

    assert "no-store" in answer["Cache-Control"]
