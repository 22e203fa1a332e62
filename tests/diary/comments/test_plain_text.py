"""What stays of what was typed."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as some

from diary.comments.domain.plain_text import plain


@pytest.mark.parametrize(
    ("typed", "stays"),
    [
        ("記録を見ました。", "記録を見ました。"),
        ("  前と後ろ\n\n", "前と後ろ"),
        ("一行目\r\n二行目\r三行目", "一行目\n二行目\n三行目"),
        ("一行目\u2028二行目", "一行目\n二行目"),
        ("👩🏽‍⚕️ 了解です 🙂", "👩🏽‍⚕️ 了解です 🙂"),
        ("a\x00b\x07c\x1b[31md", "abc[31md"),
        ("あ\tい", "あ い"),
        ("\u202e逆さま\u2066", "逆さま"),
        ('<b>太字</b> & "引用"', '<b>太字</b> & "引用"'),
        ("が", "が"),
        ("", ""),
        (" \n\u3000 ", ""),
        ("\u200b\u200d\ufe0f", ""),
        ("\x00\x01", ""),
    ],
)
def test_letters_emoji_and_new_lines_stay(typed, stays):
    assert plain(typed) == stays


@given(some.text())
def test_no_control_character_is_left_and_again_changes_nothing(typed):
    kept = plain(typed)

    assert plain(kept) == kept
    assert not [s for s in kept if s != "\n" and unicodedata.category(s) in {"Cc", "Cs"}]
    assert kept == kept.strip()
