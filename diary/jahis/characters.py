"""Which characters the format carries: Shift_JIS, no comma, no line break, no private signs.

The published examples hold ～ (examples 4 and 7), which Windows' table has and the strict one has
not; so ``cp932`` is the table, without the range that everybody fills as they like (外字).
"""

import re
import unicodedata

from ldn_app.ui.typed_text import without_selectors

CODEC = "cp932"
FORBIDDEN = frozenset(',"')
UNKNOWN = "〓"  # What Japanese printers set where a letter was missing.
# Letters of names (﨑, 神) that normalising would replace by others.
NOT_OF_NAMES = re.compile("[^\uf900-\ufaff]+")

# The comma parts the items and cannot be quoted: the format's own answer is the wide one. Signs
# that look alike but have another number in Windows' table are written as that table has them.
ALIKE = str.maketrans(
    {
        ",": "，",
        '"': "”",
        "\u301c": "\uff5e",
        "\u2212": "\uff0d",
        "\u2014": "\u2015",
        "\u2016": "\u2225",
        "\u00a5": "￥",
    }
)


def fitting(text: str) -> str:
    """``text`` as the format can carry it; what it cannot carry is a 〓 each."""
    plain = without_selectors(text)  # The kanji (渡邉) or the picture itself stays.
    seen = "".join(sign for sign in plain if sign.isspace() or not _unseen(sign))
    joined = NOT_OF_NAMES.sub(lambda found: unicodedata.normalize("NFC", found[0]), seen)
    words = " ".join(joined.split()).translate(ALIKE)
    return "".join(sign if carries(sign) else UNKNOWN for sign in words)


def loses(text: str) -> bool:
    """Whether a character of ``text`` has to be replaced."""
    return fitting(text).count(UNKNOWN) > text.count(UNKNOWN)


def carries(sign: str) -> bool:
    """Whether an item may contain ``sign``."""
    if sign in FORBIDDEN:
        return False
    try:
        written = sign.encode(CODEC)  # Private signs (外字) have a place there but do not print.
    except UnicodeEncodeError:
        return False
    return sign.isprintable() and written.decode(CODEC) == sign


def size(text: str) -> int:
    """How many bytes ``text`` takes; it fits already."""
    return len(text.encode(CODEC))


def pieces(text: str, *, most_bytes: int) -> list[str]:
    """``text`` in pieces of at most ``most_bytes`` bytes: nothing is cut away."""
    found, piece = [], ""
    for sign in text:
        if piece and size(piece + sign) > most_bytes:
            found.append(piece)
            piece = ""
        piece += sign
    return [*found, piece] if piece else found


def _unseen(sign: str) -> bool:
    """Joiners and the like; a picture itself becomes one 〓."""
    return unicodedata.category(sign) in {"Cf", "Cc"}
