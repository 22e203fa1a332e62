"""Pictures: the same data gives the same picture, it says what it shows, print tells it apart."""

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from education.catalogue.entries import DifferenceRow, PeopleRow
from education.figures.differences import differences_chart, spoken
from education.figures.drawing import figure_html, picture
from education.figures.looks import lines_of
from education.figures.people import people, people_chart
from education.markup.numbering import Numbering
from education.registry import catalogue as real
from tests.education.samples import catalogue, figures

GOLDEN = Path(__file__).parent / "golden"
SVG = "{http://www.w3.org/2000/svg}"


@pytest.mark.parametrize("key", ["dreams", "pain"])
def test_a_picture_is_drawn_as_it_was_looked_at(key):
    golden = GOLDEN / f"{key}.svg"

    assert golden.read_text(encoding="utf-8") == picture(figures()[key])


def test_a_hundred_people_stand_in_each_field():
    svg = people_chart("題", [PeopleRow("夢", 37, 13, "a")])

    squares, rest, circles, others = re.findall(r'd="([^"]+)"', svg)
    assert (squares.count("M"), rest.count("M")) == (37, 63)
    assert (circles.count("M"), others.count("M")) == (13, 87)


def test_parts_of_a_person_are_told_as_about():
    assert people(37) == "37"
    assert people(68.8) == "約69"


def test_an_unknown_interval_is_said_and_drawn_hollow():
    svg = differences_chart("題", [DifferenceRow("a", 0.49, "x")], unit="点", better="lower")

    assert "区間は未確認" in svg
    assert 'class="hollow"' in svg


def test_a_known_interval_is_told_in_words():
    row = DifferenceRow("a", -0.34, "x", low=-0.95, high=0.27)

    assert spoken(row) == "−0.34 (95%区間 −0.95〜0.27)"


@pytest.mark.parametrize("better", ["lower", "higher", None])
def test_the_side_that_speaks_for_the_medicine_is_named(better):
    svg = differences_chart("題", [DifferenceRow("a", 1, "x", 0, 2)], unit="点", better=better)

    assert ("← LDNがよい" in svg) is (better == "lower")
    assert ("LDNがよい →" in svg) is (better == "higher")


@pytest.mark.parametrize("key", sorted(real().figures))
def test_every_picture_has_title_description_table_and_literal_colours(key):
    figure = real().figures[key]

    svg = picture(figure)
    html = figure_html(figure, real().references, Numbering())

    tree = ElementTree.fromstring(svg.replace("<svg ", f'<svg xmlns="{SVG[1:-1]}" ', 1))
    assert tree.find(f"{SVG}title").text == figure.title
    assert all(row.label in tree.find(f"{SVG}desc").text for row in figure.rows)
    assert not re.search(r"var\(|currentColor|style=", svg)
    assert html.count("<tr>") == len(figure.rows) + 1
    width = float(tree.get("width"))
    assert all(float(text.get("x")) <= width for text in tree.iter(f"{SVG}text"))


def test_the_sources_of_a_picture_are_numbered_with_the_page():
    numbering = Numbering()

    figure_html(figures()["pain"], catalogue().references, numbering)

    assert numbering.numbers == {"final-2024": 1, "younger-2013": 2}


def test_a_number_is_never_broken():
    for width in range(30, 200, 7):
        lines = lines_of("FINAL 2024 (99人) −0.34 (95%区間 −0.95〜0.27)", width)
        assert any("0.95" in line for line in lines), width
