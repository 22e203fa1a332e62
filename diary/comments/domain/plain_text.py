"""Plain text: letters, emoji and new lines, nothing that steers a screen."""

import unicodedata

LONGEST = 1000  # Characters, as Python and the database count them.

NEW_LINES = ("\r\n", "\r", "\u2028", "\u2029")
# They turn the order of what follows around, or are not to be seen at all.
STEERING = frozenset(
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff"
)


def plain(typed: str) -> str:
    """``typed`` without control characters and without blanks around it; "" when nothing of it
    can be seen. Doing it again changes nothing."""
    for sign in NEW_LINES:
        typed = typed.replace(sign, "\n")
    kept = "".join(sign for sign in typed.replace("\t", " ") if _stays(sign)).strip()
    return kept if any(_can_be_seen(sign) for sign in kept) else ""


def _stays(sign: str) -> bool:
    if sign == "\n":
        return True
    return sign not in STEERING and unicodedata.category(sign) not in {"Cc", "Cs"}


def _can_be_seen(sign: str) -> bool:
    """Blanks, and signs that only join or format others, cannot."""
    return unicodedata.category(sign) not in {"Zs", "Cc", "Cf", "Mn", "Me"}
