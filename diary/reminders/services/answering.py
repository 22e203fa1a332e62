"""The tap on the one-button page: the same row as the tap on Tonight."""

from datetime import datetime

from diary.doses.errors import DoseRuleBroken
from diary.doses.models import Dose
from diary.doses.models.plan_in_force import night_for, plan_for, plans_during
from diary.doses.queries.tonight import dose_day_label
from diary.doses.services.answers import record_dose_taken
from ldn_app.access.viewer import on_behalf_of

from ..errors import NightAnsweredOtherwise, NightCannotBeAnswered
from ..links import NightLink


def label_of(link: NightLink) -> str:
    """「11月22日(日)の夜の分」, or 朝の分 where the plan says morning."""
    plans = plans_during(on_behalf_of(link.patient_id), link.dose_day, link.dose_day)
    return dose_day_label(link.dose_day, night_for(plans, link.dose_day).slot)


def answer_from_link(link: NightLink, *, now: datetime) -> Dose:
    """Record that the link's dose was taken at ``now``. A second tap changes nothing.

    Raises NightCannotBeAnswered or NightAnsweredOtherwise.
    """
    viewer = on_behalf_of(link.patient_id)
    plan = plan_for(plans_during(viewer, link.dose_day, link.dose_day), link.dose_day)
    if plan is None:
        raise NightCannotBeAnswered
    try:
        dose = record_dose_taken(viewer, plan=plan, dose_day=link.dose_day, taken_at=now, now=now)
    except DoseRuleBroken as rule:
        raise NightCannotBeAnswered from rule
    if dose.status != Dose.Status.TAKEN:
        raise NightAnsweredOtherwise
    return dose
