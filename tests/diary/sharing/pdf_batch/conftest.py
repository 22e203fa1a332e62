import pytest

from tests.cast import sign_in_twice
from tests.factories.people import make_clinic, make_clinician

from .ordering import share


@pytest.fixture
def clinician(client):
    clinician = make_clinician(name="青木 医師")
    make_clinic(clinician)
    sign_in_twice(client, clinician.user)
    return clinician


@pytest.fixture
def grants(clinician):
    """Three patients, in the order of the list (by name)."""
    return [share(name, clinician) for name in ("あおい", "いくこ", "うめ")]
