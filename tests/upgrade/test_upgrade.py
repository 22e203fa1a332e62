"""An upgrade keeps everything: from each recorded version to this one, on both databases.

Every download is the same to the byte, every address answers as it did, whoever was signed in
still is, and what stands in mails, QR codes and calendars still opens. How a version is recorded:
record.py.
"""

import json
import lzma
from pathlib import Path

import pytest

from .engines import ENGINES, walked

RECORDS = sorted((Path(__file__).parent / "records").glob("*.json.xz"))

pytestmark = [pytest.mark.own_database, pytest.mark.xdist_group("upgrade")]


@pytest.fixture(scope="module", params=ENGINES)
def engine(request) -> str:
    return request.param


@pytest.fixture(scope="module", params=RECORDS, ids=lambda path: path.name.split(".")[0])
def before_and_after(request, engine):
    """What people got from the recorded version, and what they get from this one."""
    recorded = json.loads(lzma.decompress(request.param.read_bytes()))
    return recorded["observed"][engine], walked(request.param, engine)


def test_there_is_a_record_to_come_from():
    assert RECORDS


def test_every_download_is_the_same(before_and_after):
    before, after = (side["downloads"] for side in before_and_after)

    for who, downloads in before.items():
        for address, content in downloads.items():
            assert after[who][address] == content, (who, address)
    assert len(before) == 3


def test_every_address_answers_as_it_did(before_and_after):
    before, after = (side["answers"] for side in before_and_after)

    for who, answers in before.items():
        assert after[who] == answers, who
    assert before["patient"]["tonight/"] == "200"


def test_what_was_sent_or_shown_still_opens(before_and_after):
    before, after = (side["posts"] for side in before_and_after)

    assert after == before
    assert {answer[:3] for answer in before} <= {"200", "302"}
