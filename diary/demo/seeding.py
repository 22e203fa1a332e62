"""Writes the invented people and their diaries; the same day gives the same rows."""

from datetime import date, datetime, time, timedelta
from random import Random
from uuid import uuid4

from allauth.account.models import EmailAddress
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction

from diary.comments.services import write_comment
from diary.doses.domain.titration import PlannedNight, planned_nights
from diary.doses.models import Dose, Regimen, RegimenEvent
from diary.labs.models import LabResult
from diary.medications.models import OpioidAnswer, OtherMedicine
from diary.questionnaires.models import Response
from diary.supply.models import Supply
from diary.symptoms.domain.library import library_symptoms
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from diary.visits.models import Visit, VisitNote
from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import viewer_through
from ldn_app.access.visitor_access import generate_keys
from ldn_app.accounts.models import (
    Clinic,
    Clinician,
    ClinicMember,
    HealthDataConsent,
    Patient,
    User,
)

from .diary_rows import (
    TOKYO,
    Diary,
    dose_rows,
    note_rows,
    rating_rows,
    side_effect_rows,
    sleep_rows,
)
from .neighbours import COLLEAGUES, NEIGHBOURS, Colleague, Neighbour
from .paper_rows import lab_rows, medicine_rows, opioid_rows, score_rows, supply_rows
from .people import DOCTORS, LINKED, PERSONAS, Doctor, Persona

REASON = "the demo writes the diaries of invented people"
ROWS_AT_ONCE = 2000


@transaction.atomic
def seed_demo(*, today: date, password: str, now: datetime) -> None:
    """Replace the demo people. Their diaries end on the dose day before ``today``."""
    _forget_them(now)
    hashed = make_password(password)
    everybody = (*PERSONAS, *(one.persona for one in NEIGHBOURS))
    patients = {
        persona.key: _patient_with_diary(persona, hashed, today, now) for persona in everybody
    }
    clinics = {
        doctor.key: _clinician(doctor, hashed, patients[doctor.patient_key], now=now)
        for doctor in DOCTORS
    }
    for one in NEIGHBOURS:
        _neighbour(one, patients[one.persona.key], clinics["aoki"], now=now)
    for colleague in COLLEAGUES:
        _member(colleague, hashed, clinics[colleague.works_with], now=now)
    _health_link(patients[LINKED], now=now)


def _forget_them(now: datetime) -> None:
    """The people of last time go; their clinics stay for whoever shared with them, closed."""
    invented = (*PERSONAS, *DOCTORS, *COLLEAGUES, *(one.persona for one in NEIGHBOURS))
    users = User.objects.filter(email__in=[person.email for person in invented])
    members = ClinicMember.objects.filter(clinician__user__in=users)
    places = list(members.values_list("clinic_id", flat=True))
    users.delete()
    Clinic.objects.filter(pk__in=places, members=None).update(closed_at=now)


def _patient_with_diary(persona: Persona, hashed: str, today: date, now: datetime) -> Patient:
    patient = _patient(persona, hashed, now=now)
    _write_diary(persona, patient, today=today, now=now)
    return patient


def _user(email: str, hashed: str) -> User:
    user = User(email=email, password=hashed)
    user.save()
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


def _patient(persona: Persona, hashed: str, *, now: datetime) -> Patient:
    user = _user(persona.email, hashed)
    HealthDataConsent.objects.create(
        user=user, version=settings.HEALTH_DATA_CONSENT_VERSION, given_at=now
    )
    return Patient.objects.create(
        user=user, display_name=persona.name, time_zone=TOKYO.key, first_run_done_at=now
    )


def _clinician(doctor: Doctor, hashed: str, patient: Patient, *, now: datetime) -> Clinic:
    """The doctor as owner of a clinic of their own, to which ``patient`` opened the diary."""
    clinic = Clinic.objects.create(name=doctor.institution)
    user = _member(doctor, hashed, clinic, now=now, is_owner=True)
    grant = _grant(
        patient,
        clinic,
        now,
        accepted_at=now,
        categories=list(doctor.categories),
        may_comment=bool(doctor.comments),
    )
    viewer = viewer_through(grant, user_id=user.pk, now=now)
    for text in doctor.comments:
        write_comment(viewer, author_name=doctor.name, text=text, form_id=uuid4(), now=now)
    return clinic


def _member(
    person: Doctor | Colleague, hashed: str, clinic: Clinic, *, now: datetime, is_owner=False
) -> User:
    user = _user(person.email, hashed)
    clinician = Clinician.objects.create(user=user, name=person.name, institution=clinic.name)
    ClinicMember.objects.create(
        clinic=clinic, clinician=clinician, is_owner=is_owner, joined_at=now
    )
    return user


def _neighbour(one: Neighbour, patient: Patient, clinic: Clinic, *, now: datetime) -> None:
    """What another patient of the same clinic shares with it."""
    _grant(
        patient,
        clinic,
        now,
        accepted_at=now if one.taken else None,
        categories=list(one.categories),
        expires_at=now + timedelta(days=one.ends_in),
    )


def _grant(patient: Patient, clinic: Clinic, now: datetime, **terms) -> ShareGrant:
    terms.setdefault("expires_at", now + timedelta(days=90))
    return ShareGrant.objects.unscoped(reason=REASON).create(
        patient=patient, kind=ShareGrant.Kind.CLINIC, clinic=clinic, created_at=now, **terms
    )


def _health_link(patient: Patient, *, now: datetime) -> None:
    """A link for other apps, as it looks before anybody read it."""
    _, columns = generate_keys(ShareGrant.Kind.LINK)
    ShareGrant.objects.unscoped(reason=REASON).create(
        patient=patient,
        kind=ShareGrant.Kind.LINK,
        categories=["plan", "doses", "symptoms", "sleep", "labs"],
        rolling_days=90,
        created_at=now,
        expires_at=now + timedelta(days=7),
        **columns,
    )


def _write_diary(persona: Persona, patient: Patient, *, today: date, now: datetime) -> None:
    first = today - timedelta(days=persona.nights)
    diary = Diary(persona, patient, first, Random(persona.key))
    regimen = Regimen.objects.unscoped(reason=REASON).create(
        patient=patient,
        form=persona.form,
        strength_mg_per_ml=persona.strength_mg_per_ml,
        created_at=_noon(first),
    )
    planned = _write_plan(diary, regimen)
    tracked = _write_symptoms(diary)
    _write(Dose, dose_rows(diary, regimen, planned))
    _write(SymptomRating, rating_rows(diary, tracked))
    _write(Sleep, sleep_rows(diary))
    _write(SideEffect, side_effect_rows(diary, today))
    _write(DayNote, note_rows(diary, today))
    _write(LabResult, lab_rows(persona, patient, today))
    _write(Response, score_rows(persona, patient, today))
    _write(OtherMedicine, medicine_rows(persona, patient, today))
    _write(OpioidAnswer, opioid_rows(persona, patient, today))
    _write(Supply, supply_rows(persona, patient, today))
    _write_visits(persona, patient, today=today)


def _write_visits(persona: Persona, patient: Patient, *, today: date) -> None:
    """The days gone by, what was noted after the last of them, and the appointment that is next."""
    for back in sorted(persona.visits, reverse=True):
        on = today - timedelta(days=back)
        place = {"clinic": persona.clinic, "recorded_at": _noon(on)}
        last = Visit.objects.unscoped(reason=REASON).create(patient=patient, visited_on=on, **place)
    if persona.after_visit:
        note = VisitNote(patient=patient, visit=last, text=persona.after_visit)
        note.recorded_at = last.recorded_at
        _write(VisitNote, [note])
    if persona.next_visit is not None:
        coming = Visit(patient=patient, state=Visit.State.PLANNED, clinic=persona.clinic)
        coming.visited_on = today + timedelta(days=persona.next_visit)
        coming.local_time, coming.recorded_at = time(10, 30), _noon(today - timedelta(days=1))
        for number, text in enumerate(persona.questions, start=1):
            setattr(coming, f"question_{number}", text)
        _write(Visit, [coming])


def _write_plan(diary: Diary, regimen: Regimen) -> list[PlannedNight]:
    """The lines of the plan; returns what they say for each night of the diary."""
    rows = [
        RegimenEvent(
            patient=diary.patient,
            regimen=regimen,
            kind=line.kind,
            on_day=diary.first + timedelta(days=line.night),
            amount_mg=line.amount_mg,
            slot=line.slot,
            usual_time=line.usual_time,
            reason=line.reason,
            note=line.note,
            recorded_at=_noon(
                diary.first + timedelta(days=min(line.night, diary.persona.nights - 1))
            ),
        )
        for line in diary.persona.plan
    ]
    _write(RegimenEvent, rows)
    events = [row.as_plan_event() for row in rows]
    return planned_nights(events, first=diary.first, last=diary.last)


def _write_symptoms(diary: Diary) -> list[TrackedSymptom]:
    library = library_symptoms()
    rows = [
        TrackedSymptom(
            patient=diary.patient,
            name=library[symptom.key].words if symptom.key in library else symptom.key,
            library_key=symptom.key if symptom.key in library else "",
            anchor=symptom.anchor,
            position=position,
            added_at=_noon(diary.first),
        )
        for position, symptom in enumerate(diary.persona.symptoms)
    ]
    return _write(TrackedSymptom, rows)


def _write(model, rows) -> list:
    return model.objects.unscoped(reason=REASON).bulk_create(rows, batch_size=ROWS_AT_ONCE)


def _noon(day: date) -> datetime:
    return datetime.combine(day, time(12), tzinfo=TOKYO)
