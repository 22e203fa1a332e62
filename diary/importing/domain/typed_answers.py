"""Answers as other diaries write them. What is not understood is said, never guessed."""

import re

from .typed_text import LONGEST, plain, plain_dashes

TAKEN = {
    *("飲んだ", "のんだ", "飲めた", "のめた", "飲みました", "のみました", "飲み済み"),
    *("服用", "服用した", "服用済", "服用済み", "服用ずみ", "内服", "内服した", "内服済"),
    *("服薬", "服薬した", "服薬済", "服薬済み", "済", "済み", "ずみ", "はい", "有", "あり"),
    *("○", "◯", "〇", "◎", "⭕", "⭘", "✓", "✔", "☑", "✅", "🗸", "🙆", "レ", "o", "ok"),
    *("1", "1.0", "yes", "y", "t", "true", "taken", "done", "on", "checked"),
}
SKIPPED = {
    *("飲まなかった", "のまなかった", "飲んでいない", "飲んでない", "飲めなかった", "のめなかった"),
    *("とばした", "飛ばした", "服用しなかった", "服用せず", "服用なし", "未服用", "服薬せず"),
    *("忘れた", "わすれた", "忘れ", "飲み忘れ", "飲み忘れた", "のみ忘れ", "のみ忘れた", "飲忘れ"),
    *("飲みませんでした", "スキップ", "いいえ", "無", "なし"),
    *("×", "✕", "✖", "✗", "✘", "❌", "🙅", "x", "ng", "0", "0.0", "no", "n", "f", "false"),
    *("skipped", "skip", "missed", "forgot", "not taken", "off"),
}
_SCORE = re.compile(r"(\d{1,2})(?:[.,]0{1,9})?(?: ?/ ?10| ?点)?")
_ZERO = re.compile(r"0{1,9}(?:[.,]0{1,9})? ?(?:mg)?")


class NotAnAnswer(ValueError):
    """The text is no answer to the question of its column."""


def parse_taken(text: str) -> bool:
    """Whether a dose was taken. Raises NotAnAnswer."""
    typed = plain(text) if len(text) <= LONGEST else ""
    if typed in TAKEN_PLAIN:
        return True
    if typed in SKIPPED_PLAIN:
        return False
    raise NotAnAnswer


def parse_score(text: str) -> int:
    """A whole number from 0 to 10: 「7」「７点」「7/10」「7.0」「7,0」. Raises NotAnAnswer."""
    match = _SCORE.fullmatch(plain_dashes(text)) if len(text) <= LONGEST else None
    if match is None or int(match[1]) > 10:
        raise NotAnAnswer
    return int(match[1])


def is_zero(text: str) -> bool:
    """Whether an amount says that nothing was taken."""
    return len(text) <= LONGEST and _ZERO.fullmatch(plain_dashes(text)) is not None


TAKEN_PLAIN = frozenset(map(plain, TAKEN))
SKIPPED_PLAIN = frozenset(map(plain, SKIPPED))
