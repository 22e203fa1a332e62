"""One spelling for the many in which the same word is typed. Pure."""

import re
import unicodedata

import jaconv

# Dashes and the long-vowel mark are typed one for the other; spaces and marks are not typed at all.
HIRAGANA = {code: jaconv.kata2hira(chr(code)) for code in range(0x30A1, 0x30FB)}
NOISE = re.compile(r"[\s\u3000・･\-‐‑‒–—―−ー〜~/／、。,.()（）「」『』［］\[\]'\"’”“:：;；!！?？]+")


def fold(text: str) -> str:
    """Full and half width, capitals, katakana and hiragana, marks and spaces become one."""
    plain = unicodedata.normalize("NFKC", text).casefold()
    return NOISE.sub("", plain.translate(HIRAGANA))


def words_of(query: str) -> list[str]:
    """The words of a query, folded, each once; at most eight, for nobody types more."""
    found = (fold(word) for word in unicodedata.normalize("NFKC", query).split())
    return [word for word in dict.fromkeys(found) if word][:8]
