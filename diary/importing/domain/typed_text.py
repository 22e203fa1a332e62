"""What people type, in one form: plain letters and digits, one kind of dash, no invisible marks."""

import unicodedata

# Longer than any date, time or number that a diary writes; what is longer is not looked at.
LONGEST = 80
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−﹣－ー"), "-")
# Phones add a variation selector to a sign to draw it in colour; it says nothing else.
_INVISIBLE = dict.fromkeys(
    [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0), *range(0x200B, 0x2010), 0x2060, 0xFEFF]
)


def plain(text: str) -> str:
    """``text`` as answers are compared: NFKC, lower case, without variation selectors."""
    shown = text.translate(_INVISIBLE)
    return " ".join(unicodedata.normalize("NFKC", shown).lower().split())


def plain_dashes(text: str) -> str:
    """The same with every dash as a hyphen, for dates and numbers."""
    return plain(text.translate(_DASHES)).translate(_DASHES)
