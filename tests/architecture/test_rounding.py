"""Figures that people read are rounded in one place: 四捨五入."""

import re

from tests.architecture.test_unscoped_access import source_files

# file → why it may round in another way: nothing of it is a figure that somebody reads
MAY_ROUND = {
    "diary/demo/diary_rows.py": "invents answers",
    "diary/demo/paper_rows.py": "invents values",
    "diary/doses/domain/amounts.py": "pads what was typed to two decimals; finer ones are refused",
    "diary/importing/table/layout.py": "compares how well tables were read",
    "education/figures/differences.py": "places of lines on an axis",
    "ldn_app/supervise/supervisor.py": "a pause in the terminal",
    "ldn_app/ui/rounding.py": "the one place",
    "ldn_app/ui/svg.py": "coordinates",
}
ROUNDING = re.compile(r"(?<![\w.])round\(|\.quantize\((?![^\n]*ROUND_HALF_UP)|:\.\d+f\}|%\.\d+f")


def test_nobody_else_rounds_half_to_even():
    found = {name for name, text in source_files() if ROUNDING.search(text)}

    assert found == set(MAY_ROUND)
