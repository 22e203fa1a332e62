"""What stays of what was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ldn_app.ui.typed_text import cleaned, half_width, without_selectors

STEERING = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE = (
    "\u00ad\u034f\u115f\u180e\u200b\u2060\u2064\u206f\u3164\ufeff\uffa0\ufff9\ufffc\U000e0041"
)
NO_CHARACTERS = "\ufdd0\ufffe\uffff\U0001fffe\U0010ffff\ud800\udfff"
CONTROL = "\x00\x01\x07\x08\x0e\x1b\x7f\x80\x9f"


@pytest.mark.parametrize("sign", [*STEERING, *INVISIBLE, *NO_CHARACTERS, *CONTROL], ids=ascii)
def test_what_cannot_be_seen_goes_and_the_rest_stays(sign):
    assert cleaned(f"ロット{sign}A1") == "ロットA1"
    assert cleaned(f"{sign}山田{sign}", lines=True) == "山田"


@pytest.mark.parametrize(
    "text",
    [
        "渡邉󠄁さん",
        "葛\ufe00城",
        "神谷 福山 﨑 𠮷",
        "１．５ ㎎　夜",
        "👩🏽‍⚕️ 🏴‍☠️ 👁️‍🗨️ ❤️‍🔥 1️⃣ 🇯🇵 ☑️ 🙂",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "می‌خواهم",
        "क्‍ष ശ്രീ",
        "ภาษาไทย ကျွန်တော် 한국어 العربية",
        "naïve café Ångström",
        "\ue63e",  # A picture of old phones: it has a picture there, so it stays.
    ],
)
def test_letters_pictures_and_blanks_stay(text):
    assert cleaned(text) == text


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("一\r\n二\r三\x0b四\u2028五\x85六", "一\n二\n三\n四\n五\n六"),
        ("あ\tい\xa0う\u2003え\u202fお\u3000か", "あ い う え お\u3000か"),
        ("か\u3099は\u309a", "がぱ"),
        ("A\u030a", "Å"),
        ("が\u200b\u3099", "が\u3099"),
        ("あ\ufe0fb\U000e0100", "あb"),
        ("\ufe0f\U000e0100山\ufe00\ufe01", "山\ufe00"),
        ("a\u200db\u200cc 山\u200d田", "abc 山田"),
        ("\u0301山 \u0301田", "山 田"),
        ("e" + "\u0323" * 40, "ẹ" + "\u0323" * 4),
        ("\U0001f3f4\U000e0067", "\U0001f3f4"),
    ],
    ids=ascii,
)
def test_lines_blanks_marks_and_selectors(typed, kept):
    assert cleaned(typed, lines=True) == kept


def test_where_there_is_one_line_a_break_is_a_blank():
    assert cleaned("一\r\n二\x0b三") == "一 二 三"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (" １．５　㎎ \u200b", "1.5 mg"),
        ("ﾀﾞﾙｻ", "ダルサ"),
        ("あ゛´", "あ゛´"),
        ("神﨑", "神﨑"),
        ("\u202e４\u200b．５", "4.5"),
    ],
)
def test_names_and_numbers_are_half_width(typed, kept):
    assert half_width(typed) == kept


def test_without_selectors_the_kanji_stays():
    assert without_selectors("渡邉󠄁 葛\ufe00 ❤️") == "渡邉 葛 ❤"


@given(some.text(some.characters(exclude_categories=())), some.booleans())
def test_again_changes_nothing_and_nothing_unseen_is_left(typed, lines):
    kept = cleaned(typed, lines=lines)

    assert cleaned(kept, lines=lines) == kept
    assert not set(kept) & {*STEERING, *INVISIBLE, *NO_CHARACTERS, *CONTROL}
    assert not [
        s for s in kept if s != "\n" and unicodedata.category(s) in {"Cc", "Cs", "Zl", "Zp"}
    ]
    assert len(kept.split("\n")) == 1 or lines
    assert half_width(half_width(typed)) == half_width(typed)
    kept.encode()
