"""Every room of a patient stands under one of the five tabs."""

import pytest

from diary.home.tabs import tab_of
from tests.architecture.test_addresses import ADDRESSES, PATIENT

WITHOUT_A_TAB = {"welcome"}  # the first run has no bar yet
TABS = {"tonight", "check-in", "month", "learn", "settings"}
ROOMS = {address.partition("/")[0] for address, row in ADDRESSES.items() if row[0] == PATIENT}


@pytest.mark.parametrize("room", sorted(ROOMS - WITHOUT_A_TAB))
def test_a_room_has_its_tab(room):
    assert tab_of(f"/{room}/3/") in TABS


@pytest.mark.parametrize("path", ["/", "/month-end/", "/n/abc/", "/clinic/"])
def test_a_page_outside_the_rooms_marks_none(path):
    assert tab_of(path) == ""


def test_a_paper_room_stands_under_recording():
    assert tab_of("/labs/new/") == "check-in"
