"""For random plans, windows and grants the page, the PDF, FHIR and the list tell the same truth."""

import re
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.template.loader import render_to_string
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as some

from diary.doses.models import Regimen, RegimenEvent
from diary.fhir.bundle import build_bundle
from diary.sharing.patient_list.labels import plan_words
from diary.sharing.patient_list.queries import listed_through, read_details
from diary.summaries.charts.style import PRINT
from diary.summaries.domain.period import PeriodRequest
from diary.summaries.visit_summary.sheet import compose_sheet
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_clinician, make_grant, make_patient

NOW = datetime(2026, 11, 29, 18, 30, tzinfo=UTC)  # 03:30 of the 30th in Tokyo: still the 29th.
TODAY = date(2026, 11, 29)
AMOUNTS = [Decimal("1.5"), Decimal(3), Decimal("4.5")]
REASONS = {"surgery": "手術・処置", "condition": "体調"}

days_back = some.integers(-20, 60).map(lambda back: TODAY - timedelta(days=back))
lines = some.one_of(
    some.tuples(some.sampled_from(["step_up", "step_back", "hold"]), some.sampled_from(AMOUNTS)),
    some.tuples(some.just("pause"), some.sampled_from(sorted(REASONS))),
    some.tuples(some.sampled_from(["resume", "to_morning", "to_evening"]), some.none()),
)
plans = some.fixed_dictionaries(
    {
        "start": some.integers(-5, 4000).map(lambda back: TODAY - timedelta(days=back)),
        "amount": some.sampled_from(AMOUNTS),
        "lines": some.lists(some.tuples(days_back, lines, some.booleans()), max_size=6),
        "ends": some.one_of(some.none(), some.none(), days_back),
    }
)
windows = some.one_of(
    some.just({}),
    some.builds(lambda days: {"rolling_days": days}, some.sampled_from([1, 7, 14, 30, 90])),
    some.builds(lambda first: {"first_day": first}, days_back.filter(lambda day: day <= TODAY)),
)
grants = some.tuples(windows, some.booleans())


def reference(plan, day):
    """The whole of a plan: amount, pause and time of day on ``day``; None: none is in force."""
    if day < plan["start"] or (plan["ends"] and day >= plan["ends"]):
        return None
    amount, pause, slot = plan["amount"], None, "夜"
    for on_day, (kind, value), withdrawn in sorted(plan["lines"], key=lambda line: line[0]):
        if plan["start"] <= on_day <= day and not withdrawn:
            amount = value if kind in {"step_up", "step_back", "hold"} else amount
            pause = {"pause": REASONS.get(value), "resume": None}.get(kind, pause)
            slot = {"to_morning": "朝", "to_evening": "夜"}.get(kind, slot)
    return amount, pause, slot


def write(patient, plan):
    """The lines as they are; the kind that is stored with an amount is anything at all."""
    viewer, written = on_behalf_of(patient.pk), datetime(2016, 1, 1, tzinfo=UTC)
    regimen = Regimen.objects.create_for(
        viewer, form="capsule", created_at=written, ended_day=plan["ends"]
    )
    start = {"kind": "start", "amount_mg": plan["amount"], "slot": "evening"}
    rows = [(plan["start"], start, False)]
    for on_day, (kind, value), withdrawn in plan["lines"]:
        if on_day >= plan["start"]:
            rows.append((on_day, {"kind": kind, **_values(kind, value)}, withdrawn))
    if plan["ends"]:
        rows.append((plan["ends"], {"kind": "end"}, False))
    for number, (on_day, values, withdrawn) in enumerate(rows):
        RegimenEvent.objects.create_for(
            viewer,
            regimen=regimen,
            on_day=on_day,
            recorded_at=written + timedelta(minutes=number),
            withdrawn_at=NOW if withdrawn else None,
            **values,
        )


def _values(kind, value):
    if kind == "pause":
        return {"reason": value}
    if kind.startswith("to_"):
        return {"slot": kind.removeprefix("to_")}
    return {} if value is None else {"amount_mg": value}


def in_words(state):
    """How the sheet prints what holds now."""
    if state is None:
        return "計画なし"
    amount, pause, _slot = state
    return f"お休み({pause})" if pause else f"{amount.normalize():f}mg"


def told_by_fhir(viewer, grant):
    """What is in force today according to the statements that are not errors."""
    statements = [
        entry["resource"]
        for entry in build_bundle(viewer, now=NOW, grant=grant)
        if entry["resource"]["resourceType"] == "MedicationStatement"
        and entry["resource"]["status"] != "entered-in-error"
    ]
    holding = [one for one in statements if _covers(one, TODAY)]
    if not holding or holding[-1]["status"] in {"stopped", "completed"}:
        return None
    [one] = holding
    if one["status"] == "on-hold":
        return one["statusReason"][-1]["text"], None
    dose = one["dosage"][0]
    return None, (dose["doseAndRate"][0]["doseQuantity"]["value"], dose["text"])


def _covers(statement, day):
    span = statement["effectivePeriod"]
    return span.get("start", "") <= day.isoformat() <= span.get("end", "9999")


@pytest.fixture
def clinician(db):
    return make_clinician()


@settings(
    max_examples=40,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],  # Each step of shrinking writes a diary.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(plan=plans, grant=grants)
def test_four_outputs_tell_what_is_in_force(clinician, plan, grant):
    if plan["ends"] and plan["ends"] <= plan["start"]:
        plan = {**plan, "ends": plan["start"] + timedelta(days=1)}
    patient = make_patient(time_zone="Asia/Tokyo", day_starts_at=time(4))
    write(patient, plan)
    days, shared = grant
    categories = ["plan", "doses"] if shared else ["doses"]
    row = make_grant(patient, clinician, created_at=datetime(2026, 11, 1, tzinfo=UTC), **days)
    row.categories, row.expires_at = categories, NOW + timedelta(days=30)
    row.save()
    look = listed_through(row, user_id=clinician.user_id, now=NOW)
    truth = reference(plan, TODAY)

    sheet = compose_sheet(
        look.viewer, patient=patient, asked=PeriodRequest("30"), now=NOW, style=PRINT
    )
    paper = render_to_string("diary/summaries/visit_pdf.html", {"sheet": sheet, "title": ""})
    details = read_details([look])
    listed = plan_words(
        look,
        details.plans.get(patient.pk, []),
        had_a_plan=patient.pk in details.had_a_plan,
    )

    if not shared:
        assert sheet.plan_now[1] == listed == "共有されていません"
        assert told_by_fhir(look.viewer, row) is None
        assert "計画なし" not in paper
        return
    _check_nights(sheet.summary, plan)
    _check_kinds(sheet.summary)
    assert sheet.plan_now[1] == in_words(truth)
    assert in_words(truth) in paper
    if truth is None:
        assert told_by_fhir(look.viewer, row) is None
        assert listed == "計画なし" or listed.startswith("次は")
        return
    amount, pause, slot = truth
    assert listed.startswith(in_words(truth))
    if pause:
        assert told_by_fhir(look.viewer, row)[0] == pause
    else:
        assert f"{slot}(" in listed
        value, text = told_by_fhir(look.viewer, row)[1]
        assert (value, slot in text) == (amount, True)


def _check_nights(summary, plan):
    for night in summary.nights.nights:
        state = reference(plan, night.day)
        told = (night.planned_mg, night.paused, night.plan_known)
        assert told == (state[0] if state else None, bool(state and state[1]), True)


def _check_kinds(summary):
    """Whatever was stored: up is up, down is down."""
    for line in summary.plan.lines:
        if line.amount_mg is None:
            continue
        if line.before_mg is None:
            assert line.kind == "start"
        elif line.before_mg == line.amount_mg:
            assert line.kind in {"hold", "start"}
        else:
            up = line.amount_mg > line.before_mg
            assert line.kind == ("step_up" if up else "step_back")


def test_nothing_of_an_earlier_line_but_its_state_leaves(clinician, db):
    patient = make_patient()
    write(
        patient,
        {"start": date(2016, 3, 4), "amount": Decimal("4.5"), "lines": [], "ends": None},
    )
    rows = RegimenEvent.objects.editable_by(on_behalf_of(patient.pk))
    rows.update(note="前の医師のメモ")
    row = make_grant(patient, clinician, rolling_days=90)
    look = listed_through(row, user_id=clinician.user_id, now=NOW)

    sheet = compose_sheet(
        look.viewer, patient=patient, asked=PeriodRequest("90"), now=NOW, style=PRINT
    )
    paper = render_to_string("diary/summaries/visit_pdf.html", {"sheet": sheet, "title": ""})
    bundle = str(list(build_bundle(look.viewer, now=NOW, grant=row)))
    listed = plan_words(look, read_details([look]).plans[patient.pk], had_a_plan=True)

    assert sheet.plan_now[1] == "4.5mg"
    assert listed == "4.5mg 夜(共有された日より前から)"
    assert "'valueCode': 'masked'" in bundle
    for text in (paper, bundle, listed):
        assert "前の医師のメモ" not in text
        assert not re.search(r"2016-03|2016/3|2016年3月", text)
