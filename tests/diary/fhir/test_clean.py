"""Whatever stands in a row, old or imported: what leaves is text that FHIR's R4 schema allows."""

import re
from datetime import UTC, datetime

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from diary.fhir.clean import clean_text, entry_of
from diary.fhir.frame import moment
from diary.fhir.medication_statement import other_medicine
from diary.medications.models import OtherMedicine
from tests.diary.fhir.checkers import wrong_by_schema
from tests.diary.fhir.hostile import AT, FRAME, TOKYO, resources_with
from tests.diary.fhir.jp_core import wrong_claims

HOSTILE = st.text(
    st.sampled_from("a薬 \t\n\r\x00\x0b\x0c\x1b\x1c\x1f\x7f\x85\xa0\u1680\u2003\u2028\u2029\u202e")
    | st.sampled_from("\u200b\u3000\ufeff\ud800\ufffe\u0301\U000e0100\u2060\u180e")
    | st.characters(),
    max_size=12,
)
# What R4 forbids in a string, for every dialect of regular expressions: blank, TAB, CR
# and LF are the only blanks, and no other control character stands in it.
FORBIDDEN = re.compile(r"[^\S \r\n\t]|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff\ud800-\udfff]")


def texts_in(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [text for one in inner for text in texts_in(one)]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(HOSTILE)
@example("a\x0bb")
@example("a\x1bb")
@example("a\xa0b")
@example("　花子　")
@example("\u3000\xa0")
@example("")
def test_hostile_words_leave_as_the_published_schema_allows(text):
    resources = resources_with(text)
    assert wrong_claims(resources) == []
    for resource in resources:
        assert wrong_by_schema(resource) == []
        for told in texts_in(resource):
            assert told.strip() == told != ""
            assert not FORBIDDEN.search(told)


@given(HOSTILE)
def test_cleaning_twice_is_cleaning_once(text):
    assert clean_text(clean_text(text)) == clean_text(text)


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("架空　花子", "架空 花子"),
        ("一行目\r\n二行目", "一行目\n二行目"),
        ("頭痛\x0bめまい", "頭痛\nめまい"),
        ("葛\U000e0100城", "葛\U000e0100城"),
        ("\u3000 \xa0", ""),
    ],
)
def test_cleaning_keeps_what_can_be_read(typed, left):
    assert clean_text(typed) == left


def test_a_name_of_blanks_says_that_it_is_not_known():
    row = OtherMedicine(pk=1, name="\u3000\u3000", recorded_at=AT)

    found = entry_of(other_medicine(FRAME, row))["resource"]

    [extension] = found["medicationCodeableConcept"]["extension"]
    assert extension["valueCode"] == "unknown"


def test_an_offset_with_seconds_leaves_as_utc():
    told = moment(datetime(1885, 1, 1, tzinfo=UTC), TOKYO)

    assert told == "1885-01-01T00:00:00+00:00"
