from datetime import date
from decimal import Decimal

import pytest
import yaml

from diary.questionnaires.domain.instruments import (
    DATA_DIR,
    InstrumentFileWrong,
    TextWithoutLicence,
    instrument_of,
    instruments,
    read_instrument,
)

FILES = sorted(DATA_DIR.glob("*.yaml"))


def raw(**more):
    return {
        "id": "planted",
        "title": "質問票",
        "about": "合計です。",
        "versions": ["1"],
        "direction": "higher_worse",
        "licence": {
            "allows_text": False,
            "words": "許可が必要。",
            "source": "https://example.org/",
            "checked_on": date(2026, 11, 22),
        },
        "scales": [{"key": "total", "name": "合計", "low": 0, "high": 10, "step": 1}],
        **more,
    }


def test_the_instruments_of_the_plan_are_there():
    assert {"ps", "sf36", "sf36_norm", "rand36", "chalder", "ais", "phq9", "fss"} == set(
        instruments()
    )


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_file_says_licence_source_and_date(path):
    instrument = read_instrument(path)

    assert instrument.licence.words
    assert instrument.licence.source
    assert date(2026, 11, 1) <= instrument.licence.checked_on <= date(2030, 1, 1)
    assert instrument.scales
    assert all(scale.low < scale.high and scale.step > 0 for scale in instrument.scales)


def test_text_without_a_licence_for_it_cannot_be_shipped():
    with pytest.raises(TextWithoutLicence):
        instrument_of(raw(levels=["つかれて困っていますか"], checked_how="比べた"))


@pytest.mark.parametrize("key", ["items", "questions", "text"])
def test_text_cannot_hide_under_another_name(key):
    with pytest.raises(InstrumentFileWrong):
        instrument_of(raw(**{key: ["つかれて困っていますか"]}))


@pytest.mark.parametrize("missing", ["licence", "direction", "versions", "scales", "about"])
def test_a_file_that_says_too_little_is_refused(missing):
    content = raw()
    del content[missing]

    with pytest.raises(InstrumentFileWrong):
        instrument_of(content)


def test_a_direction_that_is_neither_is_refused():
    with pytest.raises(InstrumentFileWrong):
        instrument_of(raw(direction="sideways"))


def test_text_has_to_say_how_it_was_checked():
    licence = {**raw()["licence"], "allows_text": True}

    with pytest.raises(InstrumentFileWrong):
        instrument_of(raw(licence=licence, levels=["a", "b"]))


def test_only_ps_carries_words_and_it_says_that_no_original_was_read():
    with_words = [one for one in instruments().values() if one.levels]

    [ps] = with_words
    assert ps.id == "ps"
    assert ps.licence.allows_text
    assert len(ps.levels) == 10
    assert "原本は、開いて読むことができていない" in ps.checked_how


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_file_turns_a_score_into_a_verdict(path):
    text = path.read_text("utf-8")

    found = [word for word in ("うつ病", "重症", "カットオフ", "疑い", "正常") if word in text]
    assert found == []
    assert not {"cut_off", "cutoff", "severity"} & set(yaml.safe_load(text))


@pytest.mark.parametrize(
    ("instrument", "scale", "low", "high", "direction"),
    [
        ("ps", "total", 0, 9, "higher_worse"),
        ("chalder", "likert", 0, 33, "higher_worse"),
        ("chalder", "bimodal", 0, 11, "higher_worse"),
        ("ais", "total", 0, 24, "higher_worse"),
        ("phq9", "total", 0, 27, "higher_worse"),
        ("fss", "mean", 1, 7, "higher_worse"),
        ("fss", "total", 9, 63, "higher_worse"),
        ("sf36", "vt", 0, 100, "higher_better"),
        ("rand36", "ef", 0, 100, "higher_better"),
    ],
)
def test_ranges_and_directions_are_those_of_the_instruments(
    instrument, scale, low, high, direction
):
    found = instruments()[instrument].scale(scale)

    assert (found.low, found.high) == (low, high)
    assert instruments()[instrument].direction == direction


@pytest.mark.parametrize(
    ("instrument", "scale", "value", "allowed"),
    [
        ("chalder", "likert", "33", True),
        ("chalder", "likert", "33.5", False),
        ("chalder", "likert", "34", False),
        ("fss", "mean", "5.33", True),
        ("fss", "mean", "0.9", False),
        ("sf36_norm", "pcs", "31.25", True),
    ],
)
def test_a_scale_allows_its_steps_within_its_range(instrument, scale, value, allowed):
    assert instruments()[instrument].scale(scale).allows(Decimal(value)) is allowed
