"""A patient's own words for a reminder: do they tell an onlooker about the medicine?"""

from ldn_app.ui.typed_text import half_width, without_selectors

TELLING = (
    "ナルトレキソン", "なるとれきそん", "naltrexone", "ldn", "レビア", "revia",
    "ビビトロール", "vivitrol", "低用量", "依存", "オピオイド",
)  # fmt: skip


def tells_too_much(text: str) -> bool:
    """Whether ``text`` names the drug or what it is known for, in any width or case."""
    plain = without_selectors(half_width(text)).casefold().replace(" ", "")
    return any(word in plain for word in TELLING)
