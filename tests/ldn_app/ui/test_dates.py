from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from django.template import Context, Template
from django.utils import timezone

from ldn_app.ui import dates

NIGHT = date(2026, 11, 22)


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        (time(0, 0), "午前0時00分"),
        (time(0, 40), "午前0時40分"),
        (time(11, 59), "午前11時59分"),
        (time(12, 0), "午後0時00分"),
        (time(22, 4), "午後10時04分"),
        (time(23, 59), "午後11時59分"),
    ],
)
def test_clock_is_said_with_the_half_of_the_day(moment, words):
    assert dates.clock_label(moment) == words


def test_day_carries_its_weekday():
    assert dates.day_label(NIGHT) == "11月22日(日)"
    assert dates.full_day_label(date(2027, 1, 2)) == "2027年1月2日(土)"
    assert dates.night_label(NIGHT) == "11月22日(日)の夜の分"


def test_time_on_the_evening_itself_needs_no_date():
    assert dates.clock_on_night_label(datetime(2026, 11, 22, 22, 4, tzinfo=UTC), NIGHT) == (
        "午後10時04分"
    )


def test_time_after_midnight_says_the_new_date():
    moment = datetime(2026, 12, 1, 0, 40, tzinfo=UTC)

    assert dates.clock_on_night_label(moment, date(2026, 11, 30)) == "12月1日 午前0時40分"


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("{{ day|day_label }}", "11月22日(日)"),
        ("{{ day|full_day_label }}", "2026年11月22日(日)"),
        ("{{ day|night_label }}", "11月22日(日)の夜の分"),
        ("{{ moment|clock }}", "午前0時40分"),
        ("{{ moment|short_clock }}", "00:40"),
        ("{{ moment|clock_on_night:day }}", "11月23日 午前0時40分"),
        ("{{ moment|local_day|day_label }}", "11月23日(月)"),
        ("{{ nothing|day_label }}{{ nothing|clock }}{{ nothing|local_day|night_label }}", ""),
    ],
)
def test_filters_speak_the_readers_own_time(source, words):
    moment = datetime(2026, 11, 22, 15, 40, tzinfo=UTC)

    with timezone.override(ZoneInfo("Asia/Tokyo")):
        text = Template("{% load ui %}" + source).render(
            Context({"day": NIGHT, "moment": moment, "nothing": None})
        )

    assert text == words


@pytest.mark.parametrize(
    ("furigana", "text"),
    [(False, "服用"), (True, "<ruby>服用<rp>(</rp><rt>ふくよう</rt><rp>)</rp></ruby>")],
)
def test_readings_stand_above_words_only_when_switched_on(furigana, text):
    template = Template('{% load ui %}{% ruby "服用" "ふくよう" %}')

    assert template.render(Context({"furigana": furigana})) == text
