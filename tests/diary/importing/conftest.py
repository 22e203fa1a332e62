"""The diary whose file comes in."""

from datetime import date

import pytest

from tests.factories.check_ins import make_rating, make_sleep, make_symptom
from tests.factories.entries import make_dose
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

DAY = date(2026, 11, 3)


@pytest.fixture
def theirs(db):
    """A diary in another account, whose file comes in."""
    other = make_patient()
    make_dose(make_plan(other), DAY)
    make_rating(make_symptom(other, name="だるさ"), DAY, 6)
    make_sleep(other, DAY, quality=4)
    return other
