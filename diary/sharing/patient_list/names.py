"""Names as people type them: one spelling for many. Pure."""

import unicodedata
from collections.abc import Callable

import jaconv

HIRAGANA = {code: jaconv.kata2hira(chr(code)) for code in range(0x30A1, 0x30FB)}
# Forms of one kanji that stand for each other in Japanese names; the first stands for all.
SAME_KANJI = (
    "高髙", "崎﨑嵜", "斎斉齋齊", "辺邊邉", "沢澤", "浜濱濵", "広廣", "島嶋嶌", "桜櫻", "国國",
    "吉𠮷", "竜龍", "滝瀧", "関關", "塩鹽", "徳德", "真眞", "恵惠", "栄榮", "円圓",
    "増增", "柳栁", "富冨", "桑桒", "曽曾", "蔵藏", "静靜", "黒黑", "豊豐", "郎郞",
    "条條", "峰峯", "松枩", "館舘", "秋秌", "遥遙",
)  # fmt: skip
KANJI = {ord(other): same[0] for same in SAME_KANJI for other in same[1:]}
NOT_TYPED = ("Z", "P", "C", "M")  # blanks, marks, invisible signs, variation selectors


def fold(name: str) -> str:
    """Width, capitals, katakana and hiragana, forms of a kanji, blanks and marks become one.

    The long-vowel mark stays: it is a letter of a name.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().translate(HIRAGANA).translate(KANJI)
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] not in NOT_TYPED)


def name_filter(typed: str) -> Callable[[str], bool]:
    """Whether ``typed`` is a part of a name, however it is spelt; nothing typed fits all."""
    part = fold(typed)
    return lambda name: part in fold(name) if part else True
