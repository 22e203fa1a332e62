"""Single cells of a table: understood, or refused in a sentence that says what to do."""

from decimal import Decimal

from django.utils.translation import gettext as _

from diary.doses.domain.amounts import InvalidAmount, parse_amount_mg, seems_mistyped
from diary.export.values import undefused

from ..domain.typed_answers import NotAnAnswer, parse_score
from ..domain.typed_text import LONGEST

LONGEST_NOTE = 2000
SHOWN = 20


class LineProblem(ValueError):
    """Why a line cannot be recorded, in a sentence."""


def score_in(text: str) -> int:
    try:
        return parse_score(text)
    except NotAnAnswer:
        sentence = _(
            "「%(text)s」は0から10の数字ではありません。数字を直すか、その列を「取り込まない」にしてください。"
        )
        raise LineProblem(sentence % {"text": text[:SHOWN]}) from None


def note_in(text: str) -> str:
    note = undefused(text).replace("\r\n", "\n").replace("\r", "\n")
    if len(note) > LONGEST_NOTE:
        raise LineProblem(too_long_note())
    return note


def too_long_note() -> str:
    return _("メモが長すぎます。2000文字までに分けてください。")


def amount_in(text: str) -> Decimal:
    try:
        amount_mg = parse_amount_mg(text[: LONGEST + 1])
    except InvalidAmount:
        sentence = _("「%(text)s」は量として読めません。1.5 のように、mgの数字に直してください。")
        raise LineProblem(sentence % {"text": text[:SHOWN]}) from None
    if seems_mistyped(amount_mg):
        raise LineProblem(
            _(
                "10mgより多い量です。小数点を確かめてください。正しいときは、その夜の画面で記録してください。"
            )
        )
    return amount_mg
