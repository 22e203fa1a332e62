"""Answers as other diaries write them. What is not understood is said, never guessed."""

import re
import unicodedata

TAKEN = {
    *("飲んだ", "のんだ", "服用", "服用した", "済", "済み", "はい", "有", "あり"),
    *("○", "◯", "〇", "◎", "✓", "✔", "☑", "レ", "o", "1", "yes", "y", "true", "taken", "done"),
}
SKIPPED = {
    *(
        "飲まなかった",
        "のまなかった",
        "とばした",
        "飛ばした",
        "服用しなかった",
        "いいえ",
        "無",
        "なし",
    ),
    *("×", "✕", "✗", "✘", "x", "0", "no", "n", "false", "skipped", "missed"),
}
_SCORE = re.compile(r"(\d{1,2})(\.0+)?(/10|点)?")


class NotUnderstood(ValueError):
    """The text is no answer to the question of its column."""


def parse_taken(text: str) -> bool:
    """Whether a dose was taken. Raises NotUnderstood."""
    typed = plain(text).lower()
    if typed in TAKEN:
        return True
    if typed in SKIPPED:
        return False
    raise NotUnderstood


def parse_score(text: str) -> int:
    """A whole number from 0 to 10: 「7」「７点」「7/10」「7.0」. Raises NotUnderstood."""
    match = _SCORE.fullmatch(plain(text).replace(" ", ""))
    if match is None or int(match[1]) > 10:
        raise NotUnderstood
    return int(match[1])


def is_zero(text: str) -> bool:
    """Whether an amount says that nothing was taken."""
    return re.fullmatch(r"0+(\.0+)?(mg)?", plain(text).lower().replace(" ", "")) is not None


def plain(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
