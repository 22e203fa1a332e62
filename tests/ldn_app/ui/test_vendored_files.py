"""What script/vendor brought is pinned, whole and carries its licence."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from fontTools.ttLib import TTFont

STATIC = Path(settings.BASE_DIR) / "static"
REPORT = (
    "飲んだ記録 ４．５mg 3.0 mg/mL 11月22日(日) 午後10時04分 －–—・「」％ ①⑳"
    " →←↑↓ ●○◐▲△■□◇× ～〜 髙﨑 ㎎℃"
)


def characters(face: str) -> set[str]:
    return {chr(point) for point in TTFont(STATIC / "fonts" / face).getBestCmap()}


def test_lock_file_names_versions_and_hashes_but_no_address():
    lock = json.loads((Path(settings.BASE_DIR) / "package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}

    assert packages
    for entry in packages.values():
        assert entry["version"]
        assert entry["integrity"]
        assert "resolved" not in entry


@pytest.mark.parametrize("weight", ["Regular", "Bold"])
def test_both_weights_hold_what_a_report_needs(weight):
    assert set(REPORT) - {" "} <= characters(f"BIZUDPGothic-{weight}.subset.ttf")


def test_rare_characters_are_a_family_of_their_own():
    rare = characters("BIZUDPGothic-Rare.subset.ttf")

    assert "鷗" in rare
    assert rare.isdisjoint(characters("BIZUDPGothic-Regular.subset.ttf"))
    name = TTFont(STATIC / "fonts" / "BIZUDPGothic-Rare.subset.ttf")["name"]
    assert name.getDebugName(1) == "BIZ UDPGothic Rare"


def test_licences_lie_beside_the_files():
    assert "SIL OPEN FONT LICENSE" in (STATIC / "fonts" / "LICENSE-BIZUDPGothic.txt").read_text()
    assert "MIT License" in (STATIC / "vendor" / "design-tokens" / "LICENSE").read_text()
