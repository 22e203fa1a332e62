"""A plan's lines come and go with the kind that their amounts tell."""

import json
from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from diary.doses.models import RegimenEvent
from diary.export.formats import json_pieces
from diary.export.tables import tables_of
from diary.importing.recognise import own_file
from diary.importing.rows import read_own_file
from diary.importing.writing import take_in
from ldn_app.access.viewer import on_behalf_of
from tests.factories.people import make_patient
from tests.factories.plans import make_plan

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 11, 21, 3, tzinfo=UTC)
TODAY = date(2026, 11, 21)


def written(patient) -> bytes:
    tables = tables_of(on_behalf_of(patient.pk))
    return "".join(json_pieces(tables, now=NOW)).encode()


def kinds_in(content: bytes) -> list[str]:
    return [row["kind"] for row in json.loads(content)["records"]["doses.RegimenEvent"]]


def bring(patient, content: bytes):
    record = read_own_file(own_file(content), today=TODAY)
    return take_in(on_behalf_of(patient.pk), record, keep=True, now=NOW)


@pytest.fixture
def stale():
    """3 mg after 1.5 mg, stored as a fall."""
    patient = make_patient()
    make_plan(patient, steps=[(date(2026, 10, 15), "3")])
    rows = RegimenEvent.objects.editable_by(on_behalf_of(patient.pk))
    rows.filter(amount_mg=Decimal(3)).update(kind="step_back")
    return patient


def test_an_export_writes_what_the_line_did(stale):
    assert kinds_in(written(stale)) == ["start", "step_up"]


def test_a_file_with_another_word_for_the_same_line_adds_nothing(stale):
    content = written(stale).replace(b'"step_up"', b'"hold"')

    taken = bring(stale, content)

    assert (taken.added, taken.changed) == (0, 0)


def test_a_file_with_a_stale_word_leaves_again_with_the_right_one(stale):
    other = make_patient()

    bring(other, written(stale).replace(b'"step_up"', b'"step_back"'))

    assert kinds_in(written(other)) == ["start", "step_up"]
