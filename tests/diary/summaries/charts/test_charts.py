"""Charts: what they drew yesterday, and the rules that hold for every one of them."""

import itertools
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date, timedelta

import pytest

from diary.summaries.charts.doses import staircase_chart
from diary.summaries.charts.style import PRINT, SCREEN
from diary.summaries.charts.weekly import Step, band_chart, bar_chart

from .sample_charts import BAND, BARS, CHARTS, FIRST, GOLDEN, LAST, STAIRCASE, drawn


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_drawn_as_before(name):
    assert drawn(name) == (GOLDEN / f"{name}.svg").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", CHARTS)
def test_a_chart_is_well_formed_and_names_itself_for_those_who_cannot_see_it(name):
    chart = ET.fromstring(drawn(name))

    assert chart.get("role") == "img"
    assert chart.get("aria-label") == chart[0].text
    assert [element.tag for element in chart[:2]] == ["title", "desc"]
    assert all(element.text for element in chart[:2])


@pytest.mark.parametrize("name", CHARTS)
def test_colours_are_attributes_and_nothing_needs_page_css_or_an_id(name):
    svg = drawn(name)

    assert not re.search(r"\b(class|style|id|href)=|var\(|url\(", svg)
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', svg)) - {"none"}
    assert colours <= ({"currentColor"} if "screen" in name else {"#000", "#777", "#999", "#ddd"})


@pytest.mark.parametrize("name", CHARTS)
def test_everything_stands_inside_the_frame(name):
    chart = ET.fromstring(drawn(name))
    _, _, width, height = map(float, chart.get("viewBox").split())

    for element in chart.iter("text"):
        assert 0 <= float(element.get("x")) <= width
        assert 0 <= float(element.get("y")) <= height


def test_words_are_escaped():
    svg = band_chart(replace(BAND, title="<b>&", description='"<script>'), SCREEN)

    assert "<b>" not in svg
    assert "<script>" not in svg
    assert ET.fromstring(svg).get("aria-label") == "<b>&"


def test_an_unknown_week_draws_nothing_and_a_week_of_zeros_draws_a_line():
    known = band_chart(BAND, PRINT)
    unknown = band_chart(replace(BAND, spreads=(None,) * 4), PRINT)

    assert 'stroke-width="1.8"' in known
    assert 'stroke-width="1.8"' not in unknown


def test_a_thin_week_is_a_diamond_without_a_band():
    thin = replace(BAND, spreads=(None, None, None, BAND.spreads[3]))

    svg = band_chart(thin, PRINT)

    assert svg.count('Z"') == 1
    assert "#ddd" not in svg


def test_a_week_without_answers_has_no_bar_and_a_week_of_none_has_an_empty_frame():
    nothing = replace(BARS, tallies=(replace(BARS.tallies[3], answered=0),))
    frame_only = replace(BARS, tallies=(BARS.tallies[3],))

    assert bar_chart(nothing, PRINT).count('Z"') == 0
    assert bar_chart(frame_only, PRINT).count('Z"') == 1


def test_pauses_and_changes_outside_the_period_are_left_out():
    early = replace(
        BAND,
        first=FIRST + timedelta(days=14),
        last=LAST,
        weeks=BAND.weeks[2:],
        spreads=(None, None),
    )

    svg = band_chart(replace(early, backdrop=replace(BAND.backdrop, changes=())), PRINT)

    assert 'stroke-width="2.4"' not in svg


def test_a_narrow_step_leaves_its_amount_to_the_list():
    steps = (Step(FIRST, FIRST, 1.5), Step(FIRST + timedelta(days=1), LAST, 3))

    svg = staircase_chart(replace(STAIRCASE, steps=steps, signs=()), PRINT)

    assert "3mg" in svg
    assert "1.5mg</text>" not in svg


@pytest.mark.parametrize("days", [1, 2, 7, 30, 90, 180, 366])
@pytest.mark.parametrize("style", [SCREEN, PRINT], ids=["screen", "print"])
def test_named_days_never_touch_each_other(days, style):
    first = LAST - timedelta(days=days - 1)

    svg = staircase_chart(replace(STAIRCASE, first=first, steps=(), signs=(), marks=()), style)

    named = re.findall(r'<text x="([\d.]+)"[^>]*>(\d+/\d+)</text>', svg)
    for (left, words), (right, _) in itertools.pairwise(named):
        assert float(left) + style.width_of(words) <= float(right)


def test_a_period_of_one_day_can_be_drawn():
    day = date(2026, 11, 22)

    svg = band_chart(
        replace(BAND, first=day, last=day, weeks=BAND.weeks[3:], spreads=(None,)), PRINT
    )

    assert svg.startswith("<svg")
