"""What goes out comes back: any diary, into a new account, and once more."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import UTC, date, datetime

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from diary.export.formats import FORMAT, FORMAT_VERSION, csv_pieces, json_pieces
from diary.export.tables import tables_of
from diary.importing.importable_models import import_specs
from diary.importing.recognise import own_file
from diary.importing.rows import read_own_file
from diary.importing.writing import TakenIn, take_in
from ldn_app.access.viewer import on_behalf_of
from ldn_app.accounts.models import Patient
from tests.factories.people import make_patient
from tests.factories.random_record import fill

NOW = datetime(2026, 11, 22, 13, tzinfo=UTC)
TODAY = date(2026, 11, 22)
# A failing diary is reported as it was drawn: making it smaller would take minutes.
SOME = settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=list(HealthCheck),
    phases=[Phase.explicit, Phase.generate],
)

pytestmark = [pytest.mark.django_db, pytest.mark.long]


def written(patient: Patient) -> bytes:
    return "".join(json_pieces(tables_of(on_behalf_of(patient.pk)), now=NOW)).encode()


def zipped(patient: Patient) -> bytes:
    """Our zip as somebody may have packed it again: the tables without the JSON."""
    tables = list(tables_of(on_behalf_of(patient.pk)))
    files = {table.file_name: {"model": table.label} for table in tables}
    manifest = {"format": FORMAT, "version": FORMAT_VERSION, "files": files}
    sink = io.BytesIO()
    with zipfile.ZipFile(sink, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("manifest.json", json.dumps(manifest))
        for table in tables:
            archive.writestr(table.file_name, "".join(csv_pieces(table)))
    return sink.getvalue()


def bring(patient: Patient, content: bytes, *, keep: bool = True) -> TakenIn:
    record = read_own_file(own_file(content), today=TODAY)
    return take_in(on_behalf_of(patient.pk), record, keep=keep, now=NOW)


def content_of(patient: Patient) -> Mapping[str, list[str]]:
    """Every row of the record by model, with the row that it names in place of a number."""
    tables = json.loads(written(patient))["records"]
    known: dict[tuple[str, int], str] = {}
    content = {}
    for spec in import_specs():
        texts = []
        for row in tables[spec.label]:
            number = row.pop("id")
            del row["patient_id"]
            row |= {name: known[(label, row[name])] for name, label in spec.parents.items()}
            text = known[(spec.label, number)] = json.dumps(row, sort_keys=True)
            texts.append(text)
        content[spec.label] = sorted(texts)
    return content


@SOME
@given(st.data())
@pytest.mark.parametrize("pack", [written, zipped], ids=["json", "zip"])
def test_any_diary_comes_back_whole_and_a_second_time_adds_nothing(pack, data):
    old, new = make_patient(), make_patient()
    fill(data.draw, old)
    file = pack(old)

    bring(new, file)

    assert content_of(new) == content_of(old)
    for keep in (True, False):
        assert bring(new, file, keep=keep) == TakenIn(added=0, changed=0)
    assert content_of(new) == content_of(old)


@SOME
@given(st.data())
def test_two_diaries_that_meet_lose_no_answer_of_the_record(data):
    mine, theirs = make_patient(), make_patient()
    fill(data.draw, mine)
    fill(data.draw, theirs)
    file = written(theirs)
    before = content_of(mine)

    bring(mine, file, keep=True)

    answers = [label for label in before if label != "symptoms.TrackedSymptom"]
    for label in answers:
        if label not in {"symptoms.Sleep", "symptoms.DayNote", "symptoms.SymptomRating"}:
            assert not set(before[label]) - set(content_of(mine)[label])
    after = content_of(mine)
    second = bring(mine, file, keep=True)
    assert second == TakenIn(added=0, changed=0)
    assert content_of(mine) == after


@SOME
@given(st.data())
def test_the_file_wins_where_the_patient_says_so(data):
    mine, theirs = make_patient(), make_patient()
    fill(data.draw, mine)
    fill(data.draw, theirs)
    file = written(theirs)

    bring(mine, file, keep=False)

    assert bring(mine, file, keep=False) == TakenIn(added=0, changed=0)
