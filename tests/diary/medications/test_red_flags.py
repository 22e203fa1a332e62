"""The red flags: every sign and number complete, sourced, dated; nothing diagnosed or promised."""

import re
from datetime import date

import pytest

from diary.medications.red_flags import red_flags
from diary.symptoms.models import SideEffect

LINES = {line.key: line for flag in red_flags().values() for line in flag.lines}
SIGNS = {
    "urgent_allergy": ["じんましん", "はれ", "息苦しさ"],
    "urgent_liver": ["黄色い", "尿の色", "おなかの上のほう", "だるさ"],
    "urgent_suicidal": ["死にたい"],
    "urgent_withdrawal": ["吐き気", "下痢", "汗", "落ち着かなさ", "はじめて飲んだ"],
    "urgent_breathing": ["眠気", "呼吸"],
}


def test_every_sign_of_the_list_is_there():
    assert list(red_flags()) == list(SIGNS)
    for key, words in SIGNS.items():
        assert all(word in red_flags()[key].words for word in words)


@pytest.mark.parametrize("flag", red_flags().values(), ids=lambda flag: flag.key)
def test_a_red_flag_says_whom_to_call_and_where_it_comes_from(flag):
    assert flag.key.startswith("urgent_")
    assert len(flag.key) <= SideEffect._meta.get_field("kind").max_length
    assert "119" in {line.number for line in flag.lines}
    assert "119" in flag.act
    assert flag.source
    assert date(2026, 11, 1) <= flag.checked_on


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.key)
def test_a_number_can_be_called_and_says_when_it_was_checked(line):
    assert re.fullmatch(r"119|#7119|0\d{3}-\d{3}-\d{3}", line.number)
    assert re.fullmatch(r"tel:(%23)?\d+", line.address)
    assert line.hours
    assert line.source
    assert date(2026, 11, 1) <= line.checked_on


def test_thoughts_of_dying_come_with_help_lines_before_the_ambulance():
    numbers = [line.number for line in red_flags()["urgent_suicidal"].lines]

    assert numbers == ["0120-279-338", "0120-061-338", "0120-783-556", "119"]


def test_the_sign_in_a_number_is_escaped_for_the_telephone():
    assert LINES["advice"].address == "tel:%237119"


@pytest.mark.parametrize("flag", red_flags().values(), ids=lambda flag: flag.key)
def test_no_text_diagnoses_reassures_or_changes_a_dose(flag):
    text = flag.words + flag.act + flag.detail
    for word in ("安全です", "心配ありません", "です。病気", "診断", "飲むのをやめ", "減らして"):
        assert word not in text
