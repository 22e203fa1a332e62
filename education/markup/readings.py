"""Readings above words, from the reviewed list only; nothing is guessed."""

import re
from collections.abc import Mapping
from html import escape

KANJI = r"[\u4e00-\u9fff々]"


class Readings:
    """Puts ``<ruby>`` around the words of ``ruby.yaml``, the longest word first.

    A word of one kanji is left alone beside another kanji: 夢 is ゆめ, but not in 悪夢.
    """

    def __init__(self, words: Mapping[str, str]) -> None:
        self._words = words
        longest_first = sorted(words, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_alone, longest_first))) if words else None

    def html(self, text: str) -> str:
        """``text`` escaped, with its readings. The reading is hidden from screen readers, which
        read the word itself."""
        escaped = escape(text)
        return self._pattern.sub(self._ruby, escaped) if self._pattern else escaped

    def kana(self, text: str) -> str:
        """``text`` with the reading in place of each word, for the search."""
        if self._pattern is None:
            return text
        return self._pattern.sub(lambda match: self._words[match[0]], text)

    def _ruby(self, match: re.Match) -> str:
        word = match[0]
        return (
            f"<ruby>{word}<rp>(</rp>"
            f'<rt aria-hidden="true">{escape(self._words[word])}</rt><rp>)</rp></ruby>'
        )


def _alone(word: str) -> str:
    pattern = re.escape(word)
    if len(word) == 1 and re.match(KANJI, word):
        return f"(?<!{KANJI}){pattern}(?!{KANJI})"
    return pattern
