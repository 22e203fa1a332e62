"""The questions of a check-in and what it means to answer one.

An empty value (None or "") takes an answer back. Unknown is not zero, and no is not unknown:
0 and False are answers. A tick is True; no tick is no answer.
"""

from dataclasses import dataclass
from enum import StrEnum

NONE_TODAY = "none_today"
URGENT_PREFIX = "urgent_"


class Part(StrEnum):
    """The part of the page that a question stands in."""

    SYMPTOM = "symptom"
    SLEEP = "sleep"
    EFFECT = "effect"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class Question:
    """One question. ``name``: the id of a symptom, a field of the sleep or the note, or a kind
    of side effect."""

    part: Part
    name: str

    @property
    def key(self) -> str:
        """The name of the question in forms and pages."""
        return f"{self.part}-{self.name}"

    @property
    def is_tick(self) -> bool:
        """Whether the only answers are a tick and no tick."""
        return (self.part is Part.EFFECT and not has_severity(self.name)) or (
            self.part is Part.NOTE and self.name == "tell_doctor"
        )


@dataclass(frozen=True, slots=True)
class Answer:
    """What somebody says to a question; an empty ``value`` takes an earlier answer back."""

    question: Question
    value: object

    @property
    def is_empty(self) -> bool:
        return is_empty(self.value)


def question_of(key: str) -> Question | None:
    """The question that ``key`` names; None when it cannot be one."""
    part, _, name = key.partition("-")
    if part not in set(Part) or not name:
        return None
    return Question(Part(part), name)


def is_empty(value: object) -> bool:
    """Whether ``value`` says nothing. 0 and False say something."""
    return value is None or value == ""


def is_urgent(kind: str) -> bool:
    """Whether a kind of side effect is a red flag."""
    return kind.startswith(URGENT_PREFIX)


def has_severity(kind: str) -> bool:
    """Whether a kind of side effect is graded; red flags and 「今日はなし」 are only ticked."""
    return kind != NONE_TODAY and not is_urgent(kind)
