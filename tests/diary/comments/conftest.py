"""A patient, a clinic that may write to them, and browsers of both."""

import pytest
from django.test import Client

from tests.cast import sign_in_twice
from tests.factories.people import make_clinic, make_clinician, make_grant, make_patient
from tests.factories.plans import make_plan


@pytest.fixture
def patient(db):
    patient = make_patient(display_name="はなこ")
    make_plan(patient)
    return patient


@pytest.fixture
def clinician(db):
    return make_clinician(name="青木 医師")


@pytest.fixture
def clinic(clinician):
    return make_clinic(clinician, name="あおきクリニック")


@pytest.fixture
def grant(patient, clinician, clinic):
    return make_grant(patient, clinician, clinic=clinic, may_comment=True)


@pytest.fixture
def home(patient):
    """The patient's browser."""
    browser = Client()
    browser.force_login(patient.user)
    return browser


@pytest.fixture
def staff_of():
    """A clinician's browser, with the second proof."""

    def sign_in(clinician):
        browser = Client()
        sign_in_twice(browser, clinician.user)
        return browser

    return sign_in


@pytest.fixture
def staff(staff_of, clinician):
    return staff_of(clinician)
