"""Letters that none of our faces can draw: printed as a box each, and named on the paper.

Without this a sheet showed boxes as wide as it happened, and nobody knew what had stood there.
"""

import unicodedata
from collections.abc import Iterable
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .pdf_fonts import FONT_FOLDER

BOX = "□"
NAMED_AT_MOST = 8
# By the first word of Unicode's name; what is not here is named by its code alone.
SCRIPTS = {
    "ARMENIAN": gettext_lazy("アルメニア文字"),
    "BENGALI": gettext_lazy("ベンガル文字"),
    "CJK": gettext_lazy("漢字"),
    "ETHIOPIC": gettext_lazy("エチオピア文字"),
    "GEORGIAN": gettext_lazy("ジョージア文字"),
    "GUJARATI": gettext_lazy("グジャラート文字"),
    "GURMUKHI": gettext_lazy("グルムキー文字"),
    "HEBREW": gettext_lazy("ヘブライ文字"),
    "KHMER": gettext_lazy("クメール文字"),
    "LAO": gettext_lazy("ラオス文字"),
    "MONGOLIAN": gettext_lazy("モンゴル文字"),
    "SINHALA": gettext_lazy("シンハラ文字"),
    "TAMIL": gettext_lazy("タミル文字"),
    "TELUGU": gettext_lazy("テルグ文字"),
    "TIBETAN": gettext_lazy("チベット文字"),
}


def undrawn(text: str) -> list[str]:
    """The characters of ``text`` that cannot be drawn, in the order of their codes."""
    drawn = _drawn()
    return sorted(sign for sign in set(text) if ord(sign) not in drawn and not _is_unseen(sign))


def boxed(text: str) -> str:
    """``text`` with a box for each letter that cannot be drawn; marks on such letters go."""
    missing = undrawn(text)
    if not missing:
        return text
    return text.translate({ord(sign): "" if _is_mark(sign) else BOX for sign in missing})


def undrawn_words(text: str) -> str:
    """「表示できない文字があります…」 with scripts and codes; "" when all of ``text`` is drawn."""
    missing = undrawn(text)
    if not missing:
        return ""
    codes = " ".join(f"U+{ord(sign):04X}" for sign in missing[:NAMED_AT_MOST])
    named = "・".join(filter(None, (*_scripts(missing), codes)))
    left_out = len(missing) - NAMED_AT_MOST
    more = _("(ほか %s字)") % left_out if left_out > 0 else ""
    sentence = _("表示できない文字があります(%(box)s のところ): %(named)s%(more)s")
    return sentence % {"box": BOX, "named": named, "more": more}


def _scripts(missing: Iterable[str]) -> list[str]:
    heads = (unicodedata.name(sign, "").partition(" ")[0].split("-")[0] for sign in missing)
    return list(dict.fromkeys(str(SCRIPTS[head]) for head in heads if head in SCRIPTS))


def _is_mark(sign: str) -> bool:
    return unicodedata.category(sign)[0] == "M"


def _is_unseen(sign: str) -> bool:
    """Blanks, and what chooses or joins letters without being one."""
    if sign.isspace() or unicodedata.category(sign) in {"Cf", "Cc"}:
        return True
    return "\ufe00" <= sign <= "\ufe0f" or "\U000e0100" <= sign <= "\U000e01ef"


@cache
def _drawn() -> frozenset[int]:
    """The codes that our faces draw. Read once, by the process that makes papers."""
    from fontTools.ttLib import TTFont

    found: set[int] = set()
    for path in sorted(FONT_FOLDER.glob("*.ttf")):
        with TTFont(path, lazy=True) as face:
            found.update(face.getBestCmap())
    return frozenset(found)
