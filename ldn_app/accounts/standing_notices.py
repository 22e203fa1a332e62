"""Quiet lines that Tonight shows until they are dealt with.

A package puts a key on the patient's row while its line is true. Which line belongs to a key is
one table at the top of the diary (diary.home.notices).
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import transaction
from django.urls import reverse

from .models import Patient


@dataclass(frozen=True, slots=True)
class StandingNotice:
    """``text``: one sentence; ``action``: what the link says (both lazily translated).
    ``leads_to``: the URL name of where to see to it."""

    text: str
    action: str
    leads_to: str

    @property
    def href(self) -> str:
        return reverse(self.leads_to)


@transaction.atomic
def set_standing(patient_id: int, *, shown: Collection[str], among: Collection[str]) -> None:
    """Of the keys ``among``, let exactly ``shown`` stand; other keys stay as they are."""
    patient = Patient.objects.select_for_update().filter(pk=patient_id).first()
    if patient is None:
        return
    others = [key for key in patient.standing_notices if key not in among]
    keys = sorted([*others, *shown])
    if keys != patient.standing_notices:
        Patient.objects.filter(pk=patient_id).update(standing_notices=keys)


def let_stand(patient: Patient, key: str) -> None:
    """Let ``key`` stand, by the row as it was read: nothing is asked when it stands already, and
    one query does it unless another key was written meanwhile."""
    known = patient.standing_notices
    if key in known:
        return
    same = Patient.objects.filter(pk=patient.pk, standing_notices=known)
    if not same.update(standing_notices=sorted([*known, key])):
        set_standing(patient.pk, shown={key}, among={key})
