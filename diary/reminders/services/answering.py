"""The tap on the one-button page: the same row as the tap on Tonight."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError

from diary.doses.errors import DoseRuleBroken
from diary.doses.models import Dose
from diary.doses.models.plan_in_force import PlanInForce, plan_for, plans_during
from diary.doses.queries.tonight import NightCard, night_card
from diary.doses.services.answers import record_dose_taken, undo_dose
from ldn_app.access.viewer import on_behalf_of

from ..errors import NightAnsweredOtherwise, NightCannotBeAnswered
from ..links import NightLink


@dataclass(frozen=True, slots=True)
class Answered:
    """``is_new`` False: the same answer was there before this tap."""

    dose: Dose
    is_new: bool


def night_of(link: NightLink) -> NightCard:
    """The link's night with its name (夜の分, or 朝の分) and what is recorded for it now."""
    doses = {dose.dose_day: dose for dose in _doses(link)}
    return night_card(_plans(link), doses, link.dose_day, today=link.dose_day)


def answer_from_link(link: NightLink, *, now: datetime) -> Answered:
    """Record that the link's dose was taken at ``now``. A second tap changes nothing.

    Raises NightCannotBeAnswered or NightAnsweredOtherwise.
    """
    viewer = on_behalf_of(link.patient_id)
    plan = plan_for(_plans(link), link.dose_day)
    if plan is None:
        raise NightCannotBeAnswered
    try:
        dose = record_dose_taken(viewer, plan=plan, dose_day=link.dose_day, taken_at=now, now=now)
    except (DoseRuleBroken, IntegrityError) as rule:  # The second: the record was just erased.
        raise NightCannotBeAnswered from rule
    if dose.status != Dose.Status.TAKEN:
        raise NightAnsweredOtherwise
    return Answered(dose, is_new=dose.recorded_at == now)


def take_back_from_link(link: NightLink, *, now: datetime) -> None:
    """Take 「飲んだ」 back: the night is unrecorded again. One that is gone already stays gone.

    Raises NightAnsweredOtherwise for an answer that this page cannot give.
    """
    for dose in _doses(link):
        if dose.status != Dose.Status.TAKEN:
            raise NightAnsweredOtherwise
        undo_dose(on_behalf_of(link.patient_id), dose=dose, now=now)


def _plans(link: NightLink) -> list[PlanInForce]:
    return plans_during(on_behalf_of(link.patient_id), link.dose_day, link.dose_day)


def _doses(link: NightLink):
    return Dose.objects.editable_by(on_behalf_of(link.patient_id)).during(
        link.dose_day, link.dose_day
    )
