"""Text that a person typed, as it is kept: no sign that cannot be seen or that steers a screen.

The one implementation for every form, every file that comes in and every other border. Pure.
What is compared instead of kept (codes, names that are searched, numbers) is folded elsewhere.
"""

import re
import unicodedata

NEW_LINE = re.compile("\r\n|[\r\n\x0b\x0c\x85\u2028\u2029]")
# A no-break blank and its kin look like a blank and are one; the wide Japanese one (U+3000) stays.
BLANKS = re.compile("[\t\xa0\u1680\u2000-\u200a\u202f\u205f\u2800]")
# Format characters that are drawn, or that a script needs where it stands.
DRAWN = frozenset("\u0600\u0601\u0602\u0603\u0604\u0605\u06dd\u070f\u0890\u0891\u08e2")
# Nothing is drawn for them, although Unicode counts them as letters, marks or symbols.
UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2065\u3164\uffa0\ufffc")
JOINERS = frozenset("\u200c\u200d")
# Scripts whose letters join: there U+200C and U+200D are a matter of spelling.
JOINING = re.compile("[\u0600-\u0dff\u1000-\u109f\u1780-\u18af\ua8e0-\ua8ff\uaa60-\uaa7f]")
KANJI = re.compile("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003fffd]")
# The flags of England, Scotland and Wales: the only place where tags mean something.
FLAG = re.compile("(\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f)")
# Letters of names (神, 福) that normalising would exchange for others.
NOT_OF_NAMES = re.compile("[^\uf900-\ufaff\U0002f800-\U0002fa1f]+")
# What nearly every text consists of; nothing of it is ever changed.
ORDINARY = re.compile(
    "[ -~\u2010-\u2027\u2030-\u205e\u3000-\u3029\u3030-\u3096"
    "\u309b-\u30ff\u4e00-\u9fff\uff01-\uff9f]*"
)
SELECTORS = re.compile("[\ufe00-\ufe0f\U000e0100-\U000e01ef]")
# NFKC makes a mark that stands on nothing of some signs, and other letters of those of names.
NOT_NARROWED = re.compile(
    "[^\xa8\xaf\xb4\xb8\u02d8-\u02dd\u037a\u0384\u0385\u1fbd-\u1fc1\u1fcd-\u1fcf\u1fdd-\u1fdf"
    "\u1fed\u1fee\u1ffd\u1ffe\u2017\u203e\u309b\u309c\uf900-\ufaff\ufc5e-\ufc63\ufdfa\ufdfb"
    "\ufe49-\ufe4c\ufe70-\ufe7e\uffe3\U0002f800-\U0002fa1f]+"
)
MARKS_AT_MOST = 4  # More on one letter reach into the lines above and below.


def cleaned(typed: str, *, lines: bool = False) -> str:
    """``typed`` without control, steering and invisible characters, in NFC; doing it again changes
    nothing. ``lines``: line breaks stay, each as "\\n"; otherwise they become a blank.

    Blanks stay. A variation selector stays behind the kanji or the picture that it belongs to.
    """
    if ORDINARY.fullmatch(typed):
        return typed
    seen = without_unseen(typed, lines=lines)
    joined = NOT_OF_NAMES.sub(lambda found: unicodedata.normalize("NFC", found[0]), seen)
    return _few_marks(joined)


def half_width(typed: str) -> str:
    """``typed`` on one line, cleaned, full-width letters and digits plain, blanks single:
    「１．５ ㎎」 is 「1.5 mg」. How names, numbers and codes are kept and read."""
    plain = NOT_NARROWED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), cleaned(typed))
    return " ".join(cleaned(plain).split())


def without_selectors(text: str) -> str:
    """``text`` without the signs that choose a variant: for what cannot carry or compare them."""
    return SELECTORS.sub("", text)


def without_unseen(typed: str, *, lines: bool = False) -> str:
    """``cleaned`` before it is normalised: never longer than ``typed``."""
    plain = BLANKS.sub(" ", NEW_LINE.sub("\n" if lines else " ", typed))
    pieces = FLAG.split(plain)
    return "".join(
        piece if place % 2 else "".join(_kept(piece)) for place, piece in enumerate(pieces)
    )


def _kept(text: str) -> list[str]:
    kept: list[str] = []
    for place, sign in enumerate(text):
        before = kept[-1] if kept else ""
        if sign in JOINERS:
            stays = _joins(sign, before, text[place + 1 : place + 2])
        elif _selects(sign):
            stays = _may_be_selected(before, sign)
        else:
            stays = _is_seen(sign)
        if stays:
            kept.append(sign)
    return kept


def _is_seen(sign: str) -> bool:
    if sign == "\n" or sign in DRAWN:
        return True
    if sign in UNSEEN or _is_no_character(ord(sign)):
        return False
    # U+110BD and U+110CD are number signs and drawn; the rest of the planes' format signs is not.
    kind = unicodedata.category(sign)
    return kind not in {"Cc", "Cs"} and (kind != "Cf" or sign in "\U000110bd\U000110cd")


def _is_no_character(code: int) -> bool:
    """Noncharacters, and the places that Unicode keeps for more signs without a picture."""
    return (
        code & 0xFFFE == 0xFFFE
        or 0xFDD0 <= code <= 0xFDEF
        or 0xFFF0 <= code <= 0xFFF8
        or 0xE0000 <= code <= 0xE0FFF
    )


def _selects(sign: str) -> bool:
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


def _may_be_selected(base: str, selector: str) -> bool:
    """A kanji has variants of both kinds; a picture, a digit or a sign only of the short one."""
    if not base or _selects(base):
        return False
    if KANJI.match(base):
        return True
    kind = unicodedata.category(base)
    return selector <= "\ufe0f" and (kind[0] in "SPN" or kind == "Cn")


def _joins(sign: str, before: str, after: str) -> bool:
    if not before or not after:
        return False
    if JOINING.match(before) and JOINING.match(after):
        return True
    return sign == "\u200d" and _is_picture(before) and _is_picture(after)


def _is_picture(sign: str) -> bool:
    """Emoji, their colours of skin and their selector; Cn: newer than this Python."""
    return sign == "\ufe0f" or unicodedata.category(sign) in {"So", "Sk", "Sm", "Cn"}


def _few_marks(text: str) -> str:
    """``text`` without marks that stand on nothing and without those that pile up on a letter."""
    kept, run, on_nothing = [], 0, True
    for sign in text:
        if unicodedata.category(sign) in {"Mn", "Me"} and not _selects(sign):
            run += 1
            if on_nothing or run > MARKS_AT_MOST:
                continue
        elif not _selects(sign):
            run, on_nothing = 0, sign.isspace()
        kept.append(sign)
    return "".join(kept)
