"""Rows from before days had bounds: every page and every file still opens, and shows them."""

import json
from datetime import UTC, date, datetime
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import models
from django.utils import timezone
from icalendar import Calendar

from diary.export.visits_calendar import visits_calendar
from diary.medications.models import OtherMedicine
from diary.supply.models import Supply
from diary.visits.models import Visit
from ldn_app.access.privacy import patient_owned_models
from ldn_app.access.viewer import on_behalf_of
from ldn_app.clock import clock_of
from tests.architecture.test_addresses import ADDRESSES, PATIENT, PERSON, address_of
from tests.factories.papers import make_medicine, make_result, make_score, make_supply
from tests.factories.people import make_patient, make_room
from tests.factories.plans import make_plan
from tests.factories.visits import make_visits

# Nights and lines of a plan were always bounded, and so were the days of a grant.
ALWAYS_BOUNDED = {"doses", "symptoms", "access", "reminders", "papers"}
EXTREMES = [date.min, date(1850, 6, 1), date(2200, 1, 1), date.max]

pytestmark = pytest.mark.django_db


@pytest.fixture(params=EXTREMES, ids=str)
def patient(request):
    """Somebody with a plan, whose every day that was typed without bounds is ``request.param``."""
    patient = make_patient()
    today = clock_of(patient).day_of(timezone.now())
    make_plan(patient, first_day=today)
    make_visits(patient, today)
    make_result(patient, today)
    make_score(patient, today)
    make_medicine(patient)
    make_supply(patient, today)
    for model in patient_owned_models():
        days = [
            field.name
            for field in model._meta.concrete_fields
            if type(field) is models.DateField and model._meta.app_label not in ALWAYS_BOUNDED
        ]
        rows = model.objects.editable_by(on_behalf_of(patient.pk)).order_by("-pk")
        if days and (last := rows.first()):
            rows.filter(pk=last.pk).update(**dict.fromkeys(days, request.param))
    return patient


def test_every_page_and_every_file_opens(patient, client):
    client.force_login(patient.user)
    broken = {}
    viewer = on_behalf_of(patient.pk)
    names = {
        "<slug:topic>": "name",
        "<slug:kind>": "dose",
        "<slug:instrument>": "phq9",
        "<int:visit_id>": str(Visit.objects.visible_to(viewer).order_by("-pk").first().pk),
        "<int:medicine_id>": str(OtherMedicine.objects.visible_to(viewer).get().pk),
        "<int:supply_id>": str(Supply.objects.visible_to(viewer).get().pk),
        "<uuid:public_id>": str(make_room(patient)[0].public_id),
    }
    for route, (audience, method) in ADDRESSES.items():
        address = address_of(route, names)
        if audience not in {PATIENT, PERSON} or method != "GET" or "<" in address:
            continue
        answer = client.get(address)
        content = answer.getvalue()
        if answer.status_code not in {200, 302} or not (content or answer.status_code == 302):
            broken[address] = answer.status_code

    assert broken == {}


def test_the_archive_is_whole(patient, client):
    client.force_login(patient.user)

    archive = ZipFile(BytesIO(client.get("/settings/download/record.zip").getvalue()))

    assert archive.testzip() is None
    json.loads(client.get("/settings/download/record.json").getvalue())


def test_the_calendar_keeps_a_visit_on_a_day_without_a_morrow():
    patient = make_patient()
    viewer = on_behalf_of(patient.pk)
    now = datetime(2026, 11, 22, tzinfo=UTC)
    for day in EXTREMES:
        Visit.objects.create_for(viewer, visited_on=day, recorded_at=now)

    file = Calendar.from_ical(visits_calendar(viewer, patient=patient, now=now))

    assert [event.decoded("dtstart") for event in file.walk("VEVENT")] == EXTREMES
