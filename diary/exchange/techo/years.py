"""Days as the format writes them: 20261122, or with the era R081122 (table 1 of its codes)."""

from datetime import date

YEAR_BEFORE = {"M": 1867, "T": 1911, "S": 1925, "H": 1988, "R": 2018}


def day_of(text: str) -> date | None:
    """The day that ``text`` names; None when it is empty or names none."""
    text = text.strip()
    if len(text) == 7 and text[0] in YEAR_BEFORE and text[1:].isdecimal():
        text = f"{YEAR_BEFORE[text[0]] + int(text[1:3]):04d}{text[3:]}"
    if len(text) != 8 or not text.isdecimal():
        return None
    try:
        return date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        return None
