"""What a typed result says: 「＜０．３」, 「0,5」, 「45 H」, 「0.3未満」."""

import re
from dataclasses import dataclass
from decimal import Decimal

from ldn_app.ui.typed_text import half_width

WORDS = {"未満": "<", "以下": "<=", "超": ">", "以上": ">="}
SIGNS = {"≦": "<=", "≤": "<=", "=<": "<=", "≧": ">=", "≥": ">=", "=>": ">="}
MARKS = "HL*↑↓#"  # what laboratories print beside a value outside of their range
NUMBER = re.compile(
    r"(?P<sign><=|>=|<|>)?(?P<digits>[0-9]{1,8}(\.[0-9]{1,5})?)(?P<word>未満|以下|超|以上)?"
)
GROUPED = re.compile(r"[1-9][0-9]{0,2}(,[0-9]{3})+(\.[0-9]+)?")


class Unreadable(ValueError):
    """No number stands in the text."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A number with its comparator: "" exactly, "<", "<=", ">" or ">="."""

    value: Decimal
    comparator: str = ""

    @property
    def is_exact(self) -> bool:
        return not self.comparator


def plain(text: str) -> str:
    """``text`` as it is kept: full-width letters and digits plain, blanks single."""
    return half_width(text)


def parse_reading(text: str) -> Reading:
    """The number in ``text``. A mark for "outside of the range" (H, L, *) is passed over.

    Raises Unreadable.
    """
    bare = plain(text).replace(" ", "").replace("。", ".").replace("、", ",")
    for written, sign in SIGNS.items():
        bare = bare.replace(written, sign)
    found = NUMBER.fullmatch(_with_a_point(bare.strip(MARKS)))
    if found is None or (found["sign"] and found["word"]):
        raise Unreadable(text)
    return Reading(Decimal(found["digits"]), found["sign"] or WORDS.get(found["word"], ""))


def _with_a_point(text: str) -> str:
    """「1,234」 groups thousands; 「0,5」, 「4,25」 and 「0,123」 have a comma for a point."""
    digits = text.strip("<>=未満以下超上")
    if GROUPED.fullmatch(digits):
        return text.replace(",", "")
    return text.replace(",", ".") if "." not in text else text
