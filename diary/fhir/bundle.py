"""One viewer's record as a Bundle of type collection, entry by entry.

The same builder serves the patient and whoever reads through a grant: every row is asked for
with ``visible_to(viewer)``, so that a category that is not shared makes no entry.
"""

from collections.abc import Iterator
from datetime import datetime
from itertools import chain, groupby
from operator import attrgetter
from uuid import UUID

from django.utils.crypto import salted_hmac

from diary.doses.models import Dose, Regimen
from diary.doses.models.carried import lines_for
from diary.labs.models import LabResult
from diary.medications.models import OpioidAnswer, OtherMedicine
from diary.questionnaires.models import Response
from diary.symptoms.models import DayNote, SideEffect, Sleep, SymptomRating, TrackedSymptom
from ldn_app.access.models import ShareGrant
from ldn_app.access.viewer import Viewer
from ldn_app.accounts.models import Patient
from ldn_app.clock import clock_of

from .adverse_event import adverse_event
from .clean import entry_of
from .consent import consent
from .frame import Frame, Resource, moment
from .json_text import json_text
from .medication_administration import administration
from .medication_statement import Seen, other_medicine, plan_statements
from .observation import day_note, lab_result, no_side_effect, opioid_answer, sleep, symptom
from .patient import patient_resource
from .questionnaires import is_answered_here, ps_response, score

CHUNK = 500
ENTRIES_IN_A_PIECE = 100
SALT = "diary.exchange.fhir"


def build_bundle(
    viewer: Viewer, *, now: datetime, grant: ShareGrant | None = None
) -> Iterator[dict]:
    """The entries of the bundle, the patient first; none for a viewer without a record.

    ``grant``: what a reader reads through. It is included as Consent, so that another system can
    distinguish what is not shared from what did not happen.
    """
    patient = Patient.objects.filter(pk=viewer.patient_id).first()
    if patient is None:
        return
    frame = frame_of(patient, now)
    shared = () if grant is None else (consent(frame, grant, now=now),)
    for resource in chain(_resources(viewer, patient, frame, now), shared):
        if resource is not None:
            yield entry_of(resource)


def bundle_pieces(
    viewer: Viewer, *, now: datetime, grant: ShareGrant | None = None
) -> Iterator[str]:
    """The whole bundle as JSON text, in pieces; ten years fit into little memory."""
    patient = Patient.objects.filter(pk=viewer.patient_id).first()
    head = {"resourceType": "Bundle", "type": "collection"}
    if patient is not None:
        frame = frame_of(patient, now)
        # The moment takes part: a later export is another bundle of the same resources.
        head["id"] = frame.id_of("bundle", now.isoformat())
        head["timestamp"] = moment(now, frame.zone)
    yield json_text(head)[:-1] + ',"entry":['
    piece: list[str] = []
    separator = "\n"
    for entry in build_bundle(viewer, now=now, grant=grant):
        piece.append(json_text(entry))
        if len(piece) == ENTRIES_IN_A_PIECE:
            yield separator + ",\n".join(piece)
            piece, separator = [], ",\n"
    yield (separator + ",\n".join(piece) if piece else "") + "\n]}\n"


def frame_of(patient: Patient, now: datetime) -> Frame:
    """What the resources of ``patient`` share, whoever reads them."""
    secret = salted_hmac(SALT, str(patient.pk), algorithm="sha256").digest()
    clock = clock_of(patient)
    return Frame(UUID(bytes=secret[:16]), clock.zone, clock.day_of(now))


def _resources(
    viewer: Viewer, patient: Patient, frame: Frame, now: datetime
) -> Iterator[Resource | None]:
    yield patient_resource(frame, patient)
    yield from _plans(viewer, frame)
    yield from (administration(frame, row) for row in _rows(Dose, viewer, "dose_day"))
    yield from _days(viewer, frame)
    yield from (lab_result(frame, row) for row in _rows(LabResult, viewer, "collected_on"))
    for row in _rows(Response, viewer, "answered_on"):
        yield ps_response(frame, row) if is_answered_here(row) else score(frame, row)
    yield from (other_medicine(frame, row) for row in _rows(OtherMedicine, viewer))
    yield from (opioid_answer(frame, row) for row in _rows(OpioidAnswer, viewer))
    grants = ShareGrant.objects.visible_to(viewer).select_related("clinic", "patient")
    for row in grants.order_by("pk"):
        yield consent(frame, row, now=now)


def _plans(viewer: Viewer, frame: Frame) -> Iterator[Resource]:
    """Plans are short, even after years: their lines are read at once."""
    lines = lines_for(viewer)
    for regimen in Regimen.objects.visible_to(viewer).order_by("pk"):
        seen = Seen(lines.before(regimen.pk), viewer.last_day)
        yield from plan_statements(frame, lines.of(regimen.pk), regimen, seen)


def _days(viewer: Viewer, frame: Frame) -> Iterator[Resource | None]:
    tracked = {row.pk: row for row in TrackedSymptom.objects.visible_to(viewer)}
    for row in _rows(SymptomRating, viewer, "day"):
        yield symptom(frame, row, tracked.get(row.symptom_id))
    yield from (sleep(frame, row) for row in _rows(Sleep, viewer, "day"))
    for _day, rows in groupby(_rows(SideEffect, viewer, "day"), key=attrgetter("day")):
        yield from _side_effects(frame, list(rows))
    yield from (day_note(frame, row) for row in _rows(DayNote, viewer, "day"))


def _side_effects(frame: Frame, rows: list[SideEffect]) -> Iterator[Resource]:
    """A day's ticks. 「今日はなし」 counts only when it is the only tick."""
    ticked = [row for row in rows if row.kind != SideEffect.NONE_TODAY]
    if ticked:
        yield from (adverse_event(frame, row) for row in ticked)
    else:
        yield from (no_side_effect(frame, row) for row in rows)


def _rows(model, viewer: Viewer, *order: str) -> Iterator:
    """The rows that ``viewer`` may read, a few hundred at a time, the oldest first."""
    return model.objects.visible_to(viewer).order_by(*order, "pk").iterator(chunk_size=CHUNK)
