"""The migration that cleans what came in before texts were cleaned at the border."""

from datetime import date
from importlib import import_module

import pytest
from django.db import connection
from django.db.migrations.loader import MigrationLoader

from diary.medications.models import OtherMedicine
from diary.supply.models import Supply
from diary.symptoms.models import DayNote, TrackedSymptom
from tests.factories.entries import make_note, make_symptom
from tests.factories.papers import make_medicine, make_supply
from tests.factories.people import make_patient

NAME = "0002_clean_typed_text"
migration = import_module(f"diary.importing.migrations.{NAME}")

pytestmark = pytest.mark.django_db


def clean():
    state = MigrationLoader(connection).project_state([("exchange", NAME)])
    migration.clean(state.apps, None)


def all_of(model):
    return list(model._base_manager.order_by("pk"))


def test_what_steers_a_screen_goes_and_every_row_and_letter_stays():
    patient = make_patient(display_name="\u202e渡邉󠄁 \u200bはなこ")
    make_supply(patient, date(2026, 11, 1), lot="A\u202e1\u2066")
    make_note(patient, date(2026, 11, 27), "一行目\r\n二行目\x0b三行目\u200b 👩🏽‍⚕️")
    untouched = make_medicine(patient, name="プレガバリン　OD錠")

    clean()

    patient.refresh_from_db()
    assert patient.display_name == "渡邉󠄁 はなこ"
    assert [one.lot for one in all_of(Supply)] == ["A1"]
    assert [one.text for one in all_of(DayNote)] == ["一行目\n二行目\n三行目 👩🏽‍⚕️"]
    assert all_of(OtherMedicine) == [untouched]
    assert all_of(OtherMedicine)[0].name == "プレガバリン　OD錠"


def test_two_rows_that_looked_alike_stay_two():
    patient = make_patient()
    for name in ("だるさ", "だる\u200bさ", "\u202eだるさ"):
        make_symptom(patient, name)
        make_medicine(patient, name=name)

    clean()
    clean()

    assert [one.name for one in all_of(TrackedSymptom)] == ["だるさ", "だるさ (2)", "だるさ (3)"]
    assert [one.name for one in all_of(OtherMedicine)] == ["だるさ", "だるさ (2)", "だるさ (3)"]


def test_a_name_of_nothing_visible_is_still_a_name():
    make_medicine(make_patient(display_name="\u200b"), name="\u202e\u2060")

    clean()

    assert all_of(OtherMedicine)[0].name == "〓"
    assert all_of(OtherMedicine)[0].patient.display_name == ""
