"""Colours and sizes of the pictures.

Literal colours, because paper ignores page CSS; on a screen the class lets the theme decide.
"""

import re

from ldn_app.ui import svg

INK = {"class_": "ink", "fill": "#1a1a1a"}
FAINT = {"class_": "faint", "fill": "#c4bdb0"}
LINE = {"class_": "ink-line", "stroke": "#1a1a1a", "fill": "none"}
FAINT_LINE = {"class_": "faint-line", "stroke": "#9a9284", "fill": "none"}
HOLLOW = {"class_": "hollow", "fill": "#ffffff", "stroke": "#1a1a1a"}
LDN = {"class_": "series-ldn", "fill": "#00407a"}
PLACEBO = {"class_": "series-placebo", "fill": "#8a5a00"}

WIDTH = 332
FONT = 14
FONT_FAMILY = "BIZ UDPGothic"


def words(**extra: str | float | None) -> dict[str, str | float | None]:
    return {**INK, "font_size": FONT, "font_family": FONT_FAMILY, **extra}


def width_of(text: str, size: float = FONT) -> float:
    """About how wide ``text`` is."""
    return svg.width_in_letters(text) * size


def lines_of(text: str, width: float, size: float = FONT) -> list[str]:
    """``text`` in lines no wider than ``width``: broken between letters, as Japanese may be, but
    not inside a number or a Latin word."""
    lines = [""]
    for piece in re.findall(r"[(「]*[0-9A-Za-z.−%/]+[)」〜、]*|.", text):
        if lines[-1] and width_of(lines[-1] + piece, size) > width:
            lines.append("")
        lines[-1] += piece
    return [line.strip() for line in lines]
