"""A diary of any shape: drawn by hypothesis, built from the factories."""

from datetime import UTC, date, datetime, time, timedelta

from hypothesis import strategies as st

from diary.doses.services.plan import pause_regimen, withdraw_event
from diary.medications.models import OpioidAnswer
from diary.supply.models import Supply
from diary.visits.models import Visit, VisitNote
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient
from ldn_app.ui.typed_text import cleaned
from tests.factories import check_ins, papers
from tests.factories.entries import make_dose
from tests.factories.plans import make_plan, plan_again

FIRST = date(2026, 1, 1)
LATE = {"filled_later": True, "time_zone": "Europe/Berlin"}

LETTERS = st.characters(exclude_categories=["Cs", "Cc"])
WORDS = st.text(LETTERS, min_size=1, max_size=20).map(cleaned).filter(str.strip)
DAYS = st.integers(0, 300).map(lambda number: FIRST + timedelta(days=number))
SETS_OF_DAYS = st.sets(DAYS, max_size=6)
MOMENTS = st.integers(0, 300 * 86_400).map(
    lambda seconds: datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=seconds)
)
DEGREES = st.sampled_from([None, "none", "some", "strong"])
ROUGH = st.sampled_from(["0.3", "1.5", "3", "4.5"])


def fill(draw, patient: Patient) -> None:
    """Something of everything, or nothing of it."""
    _plan_and_doses(draw, patient)
    _symptoms(draw, patient)
    _rest_of_days(draw, patient)
    _papers(draw, patient)


def _marks(draw) -> dict:
    late = draw(st.booleans())
    changed = draw(st.one_of(st.none(), MOMENTS))
    return {**(LATE if late else {}), "recorded_at": draw(MOMENTS), "changed_at": changed}


def _plan_and_doses(draw, patient: Patient) -> None:
    if not draw(st.booleans()):
        return
    viewer = on_behalf_of(patient.pk)
    steps = [(FIRST + timedelta(days=40), draw(ROUGH))] if draw(st.booleans()) else []
    if draw(st.booleans()):
        last_day = FIRST + timedelta(days=20)
        old = make_plan(patient, first_day=FIRST, last_day=last_day, now=draw(MOMENTS))
        make_dose(old, FIRST + timedelta(days=3), note=draw(WORDS))
    begins = FIRST + timedelta(days=draw(st.integers(25, 35)))
    now = draw(MOMENTS)
    plan = make_plan(patient, first_day=begins, amount_mg="2", steps=steps, now=now)
    if draw(st.booleans()):
        day = FIRST + timedelta(days=60)
        line = pause_regimen(
            viewer, plan=plan, on_day=day, reason="surgery", note=draw(WORDS), now=now
        )
        if draw(st.booleans()):
            plan = plan_again(patient, day)
            withdraw_event(viewer, plan=plan, event=line, note=draw(WORDS), now=now)
    for day in draw(SETS_OF_DAYS):
        values = {"note": draw(WORDS), **_marks(draw)}
        if draw(st.booleans()):
            values |= {"status": "skipped", "skip_reason": "asleep"}
        make_dose(plan, day, amount_mg=draw(ROUGH), **values)


def _symptoms(draw, patient: Patient) -> None:
    for name in draw(st.sets(WORDS, max_size=4)):
        values = {"anchor": draw(st.one_of(st.just(""), WORDS)), "added_at": draw(MOMENTS)}
        if draw(st.booleans()):
            values["removed_at"] = draw(MOMENTS)
        symptom = check_ins.make_symptom(patient, name=name, **values)
        for day in draw(SETS_OF_DAYS):
            score = draw(st.integers(0, 10))
            check_ins.make_rating(symptom, day, score, copied=draw(st.booleans()), **_marks(draw))


def _rest_of_days(draw, patient: Patient) -> None:
    for day in draw(SETS_OF_DAYS):
        values = {
            "bed_at": draw(st.one_of(st.none(), st.just(time(23, 30)))),
            "quality": draw(st.one_of(st.none(), st.integers(0, 10))),
            "insomnia": draw(DEGREES),
        }
        check_ins.make_sleep(patient, day, **values, **_marks(draw))
    for day in draw(SETS_OF_DAYS):
        kind, severity = draw(
            st.sampled_from([("headache", "mild"), ("none_today", None), ("urgent_allergy", None)])
        )
        check_ins.make_effect(patient, day, kind, severity, **_marks(draw))
    for day in draw(SETS_OF_DAYS):
        values = {"text": draw(WORDS), "unusual": draw(st.sampled_from([None, True, False]))}
        check_ins.make_note(patient, day, tell_doctor=draw(st.booleans()), **values, **_marks(draw))


def _papers(draw, patient: Patient) -> None:
    viewer = on_behalf_of(patient.pk)
    for day in draw(SETS_OF_DAYS):
        papers.make_result(patient, day, unit="U/L", low_text="13", high_text="30")
        papers.make_score(patient, day)
    for name in draw(st.sets(WORDS, max_size=3)):
        since = draw(st.one_of(st.none(), DAYS))
        papers.make_medicine(patient, name, since_on=since, note=draw(WORDS))
    for day in draw(SETS_OF_DAYS):
        answer = draw(st.sampled_from(OpioidAnswer.Answer.values))
        papers.make_opioid_answer(patient, day, answer)
    for day in draw(SETS_OF_DAYS):
        values = {"source": "clinic", "form": "capsule", "lot": draw(WORDS)}
        Supply.objects.create_for(
            viewer,
            obtained_on=day,
            refill_on=draw(st.one_of(st.none(), DAYS)),
            recorded_at=draw(MOMENTS),
            **values,
        )
    for day in draw(SETS_OF_DAYS):
        visit = Visit.objects.create_for(
            viewer, visited_on=day, clinic=draw(WORDS), recorded_at=draw(MOMENTS)
        )
        if draw(st.booleans()):
            VisitNote.objects.create_for(
                viewer, visit=visit, text=draw(WORDS), recorded_at=draw(MOMENTS)
            )
