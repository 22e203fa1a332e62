"""In grey every state stays apart: by where the ink lies, not by its colour."""

import itertools
import re
import xml.etree.ElementTree as ET

import numpy as np
import pytest

from diary.summaries.charts.calendar import Shape, draw_shape
from diary.summaries.charts.doses import Filling, draw_filling
from diary.summaries.charts.style import PRINT
from diary.summaries.visit_summary.doses import SHAPES, calendar_letters

SIDE, SCALE = 24, 4
DIFFERENT = 0.04  # the share of pixels in which two fillings must differ
STEP = re.compile(r"([MLHVZ])([-\d. ]*)")


def inked(pieces) -> np.ndarray:
    """Where ink lies: a small printer for straight lines and filled boxes."""
    paper = np.zeros((SIDE * SCALE, SIDE * SCALE), bool)
    for element in ET.fromstring(f"<svg>{''.join(pieces)}</svg>"):
        lines = list(_lines(element.get("d")))
        if element.get("fill") != "none":
            xs, ys = zip(*itertools.chain(*lines), strict=True)
            paper[_pixel(min(ys)) : _pixel(max(ys)), _pixel(min(xs)) : _pixel(max(xs))] = True
        for begin, end in lines:
            for share in np.linspace(0, 1, SIDE * SCALE * 2):
                x, y = (a + (b - a) * share for a, b in zip(begin, end, strict=True))
                paper[min(_pixel(y), len(paper) - 1), min(_pixel(x), len(paper) - 1)] = True
    return paper


def _pixel(value: float) -> int:
    return round(value * SCALE)


def _lines(path: str):
    x = y = 0.0
    start = (x, y)
    for step, numbers in STEP.findall(path):
        values = [float(number) for number in numbers.split()]
        before = (x, y)
        if step == "Z":
            x, y = start
        elif step == "H":
            x = values[0]
        elif step == "V":
            y = values[0]
        else:
            x, y = values
        if step == "M":
            start = (x, y)
        else:
            yield before, (x, y)


@pytest.mark.parametrize(("one", "other"), list(itertools.combinations(Filling, 2)))
def test_no_two_fillings_of_the_bar_look_alike_in_grey(one, other):
    box = (2, 2, SIDE - 2, SIDE - 2)

    looks = [inked(draw_filling(filling, box, PRINT)) for filling in (one, other)]

    assert np.mean(looks[0] != looks[1]) > DIFFERENT


@pytest.mark.parametrize("filling", Filling)
def test_even_a_sliver_of_the_bar_keeps_its_filling(filling):
    slivers = {
        one: inked(draw_filling(one, (2, 2, 5, SIDE - 2), PRINT)).tobytes() for one in Filling
    }

    assert sum(look == slivers[filling] for look in slivers.values()) == 1


def test_every_state_of_a_night_has_a_shape_and_a_letter_of_its_own():
    drawn = {"".join(draw_shape(shape, 12, 12, 8, PRINT)) for shape in Shape}

    assert len(drawn) == len(Shape)
    assert len(set(SHAPES.values())) == len(SHAPES)
    assert len(set(calendar_letters().values())) == len(calendar_letters())
    assert set(SHAPES) <= set(calendar_letters())
