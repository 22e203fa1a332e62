"""What one request costs: the same for one year and for ten, and an index for every question."""

from datetime import date, timedelta

import pytest
from django.db import connection

from diary.doses.models import Dose
from diary.symptoms.models import TrackedSymptom
from ldn_app.access.viewer import on_behalf_of
from tests.factories.check_ins import fill_diary
from tests.factories.plans import make_plan
from tests.sql import statements

TODAY = date(2026, 11, 22)
ADDRESS = "/check-in/2026-11-22/"
HTMX = {"HX-Request": "true"}


@pytest.fixture(params=[365, 3650], ids=["one year", "ten years"])
def symptom_keys(request, patient):
    """A diary up to yesterday: every answer of every day, and every dose."""
    plan = make_plan(
        patient,
        first_day=TODAY - timedelta(days=request.param),
        steps=[(TODAY - timedelta(days=back), "3") for back in (200, 100)],
    )
    fill_diary(patient, last=TODAY - timedelta(days=1), days=request.param)
    Dose.objects.editable_by(on_behalf_of(patient.pk)).bulk_create(
        Dose(
            patient=patient,
            regimen=plan.regimen,
            dose_day=TODAY - timedelta(days=back),
            status="taken",
            taken_at=None,
            time_zone="Asia/Tokyo",
            recorded_at=plan.regimen.created_at,
            filled_later=True,
        )
        for back in range(1, request.param)
    )
    rows = TrackedSymptom.objects.visible_to(on_behalf_of(patient.pk))
    return [f"symptom-{row.pk}" for row in rows]


def cost(send) -> int:
    with statements() as found:
        answer = send()
    assert answer.status_code in (200, 302)
    return len(found)


def test_what_each_request_costs(signed_in, symptom_keys):
    one, *_ = symptom_keys
    whole = dict.fromkeys(symptom_keys, "5") | {f"initial-{key}": "4" for key in symptom_keys}
    costs = {
        "check-in": cost(lambda: signed_in.get(ADDRESS)),
        "past day": cost(lambda: signed_in.get("/check-in/2026-11-03/")),
        "one score": cost(lambda: signed_in.post(ADDRESS, {"answer": one, one: "7"}, headers=HTMX)),
        "the score again": cost(
            lambda: signed_in.post(ADDRESS, {"answer": one, one: "7"}, headers=HTMX)
        ),
        "another score": cost(
            lambda: signed_in.post(ADDRESS, {"answer": one, one: "8"}, headers=HTMX)
        ),
        "cleared": cost(lambda: signed_in.post(ADDRESS, {"clear": one}, headers=HTMX)),
        "copied": cost(lambda: signed_in.post(ADDRESS, {"action": "copy"}, headers=HTMX)),
        "red flag": cost(
            lambda: signed_in.post(
                ADDRESS,
                {"answer": "effect-urgent_allergy", "effect-urgent_allergy": "yes"},
                headers=HTMX,
            )
        ),
        "calm night": cost(lambda: signed_in.post(ADDRESS, {"action": "calm_night"}, headers=HTMX)),
        "three scores, no script": cost(lambda: signed_in.post(ADDRESS, whole)),
        "symptoms": cost(lambda: signed_in.get("/symptoms/")),
        "month": cost(lambda: signed_in.get("/month/")),
        "month with a day": cost(lambda: signed_in.get("/month/2026-11-05/")),
        "day": cost(lambda: signed_in.get("/month/2026-11-05/day/")),
    }

    assert costs == {
        "check-in": 7,
        "past day": 7,
        "one score": 6,
        "the score again": 4,
        "another score": 6,
        "cleared": 6,
        "copied": 8,
        "red flag": 5,
        "calm night": 5,
        "three scores, no script": 6,
        "symptoms": 3,
        "month": 6,
        "month with a day": 10,
        "day": 9,
    }


def test_a_whole_evening_without_a_script_costs_little_more(signed_in, symptom_keys):
    evening = {
        **dict.fromkeys(symptom_keys, "5"),
        "sleep-insomnia": "none",
        "sleep-quality": "7",
        "effect-headache": "mild",
        "effect-nausea": "severe",
        "note-text": "雨",
    }
    other = {**dict.fromkeys(evening, "severe"), **dict.fromkeys(symptom_keys, "6")}
    other |= {"sleep-insomnia": "some", "sleep-quality": "1", "note-text": "晴れ"}
    other |= {f"initial-{key}": value for key, value in evening.items()}

    assert cost(lambda: signed_in.post(ADDRESS, evening)) == 8
    assert cost(lambda: signed_in.post(ADDRESS, other)) == 12  # all four parts changed at once


@pytest.mark.parametrize("address", [ADDRESS, "/month/2026-11-05/"])
def test_an_index_exists_for_every_question(signed_in, symptom_keys, address):
    with statements() as found:
        signed_in.get(address)

    scans = [line for sql in found for line in plan_of(sql) if reads_whole_table(line)]

    assert scans == []


def plan_of(sql: str) -> list[str]:
    """How the database answers ``sql`` when it must use an index wherever there is one."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL enable_seqscan = off")
            cursor.execute(f"EXPLAIN {sql}")
            return [line for (line,) in cursor.fetchall()]
        cursor.execute(f"EXPLAIN QUERY PLAN {sql}")
        return [row[-1] for row in cursor.fetchall()]


def reads_whole_table(line: str) -> bool:
    return "Seq Scan" in line or line.startswith("SCAN ")
