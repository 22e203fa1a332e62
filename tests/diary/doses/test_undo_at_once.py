"""Many hands on 「取り消す」: one answer is taken back once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from diary.doses.models import Dose
from diary.doses.services.answers import record_dose_taken, undo_dose
from ldn_app.access.models import ChangeEvent
from ldn_app.access.viewer import on_behalf_of
from tests.at_once import at_once
from tests.days import today_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db(transaction=True)


def test_the_log_has_no_more_deleted_than_created():
    patient, now = make_patient(), timezone.now()
    day = today_of(patient) - timedelta(days=2)
    plan, viewer = make_plan(patient, first_day=day), on_behalf_of(patient.pk)
    dose = record_dose_taken(viewer, plan=plan, dose_day=day, taken_at=None, now=now)

    assert at_once(*[lambda: undo_dose(viewer, dose=dose, now=now)] * 6) == []

    lines = ChangeEvent.objects.unscoped(reason="test").filter(model_label="doses.Dose")
    assert list(lines.order_by("pk").values_list("action", flat=True)) == ["created", "deleted"]
    assert not Dose.objects.unscoped(reason="test").exists()
