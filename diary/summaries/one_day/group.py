"""What a page of one day is made of."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from diary.symptoms.models import DailyAnswer

Facts = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs together. ``instead``: what stands there when there is nothing (未記録, なし,
    共有されていません), else "". ``marks``: 後日, あとで修正, 昨日と同じ. ``text``: in full."""

    title: str
    instead: str = ""
    facts: Facts = ()
    marks: tuple[str, ...] = ()
    text: str = ""


def answer_marks(rows: Sequence[DailyAnswer]) -> tuple[str, ...]:
    """How honest the answers of a group are: what is true of any of them is said."""
    return _said(
        (_("後日"), any(row.filled_later for row in rows)),
        (_("あとで修正"), any(row.changed_at for row in rows)),
        (_("昨日と同じ"), any(row.copied for row in rows)),
    )


def _said(*marks: tuple[str, bool]) -> tuple[str, ...]:
    return tuple(words for words, holds in marks if holds)


def or_unrecorded(facts: Iterable[tuple[str, str]]) -> Facts:
    """``facts`` with 未記録 where a question was not answered."""
    return tuple((term, words or _("未記録")) for term, words in facts)
