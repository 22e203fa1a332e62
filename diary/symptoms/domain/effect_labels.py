"""The words for what was ticked: one place for every page that prints a side effect."""

from diary.medications.red_flags import red_flags

from .answers import NONE_TODAY
from .library import effect_kinds

NONE_WORDS = "副作用はなし"


def effect_words(kind: str) -> str:
    """The words for a kind of side effect, red flags included; an unknown key stands for itself."""
    if kind == NONE_TODAY:
        return NONE_WORDS
    if kind in red_flags():
        return red_flags()[kind].words
    known = effect_kinds().get(kind)
    return known.words if known else kind
