"""「昨日と同じ」: which answers of the day before may stand for today.

Never over an answer that was given today, and never a red flag or a note.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .answers import Answer, Part, Question, is_empty, is_urgent


@dataclass(frozen=True, slots=True)
class AnswersOfDay:
    """``scores`` by symptom id, ``sleep`` by question, ``effects``: severity (or None) by kind."""

    scores: Mapping[int, int] = field(default_factory=dict)
    sleep: Mapping[str, str | None] = field(default_factory=dict)
    effects: Mapping[str, str | None] = field(default_factory=dict)


COPIED_SLEEP = ("insomnia", "vivid_dreams")


def answers_to_copy(before: AnswersOfDay, today: AnswersOfDay) -> list[Answer]:
    """What 「昨日と同じ」 fills in; empty when there is nothing to fill or to fill it with.

    Side effects are one question as a whole: once anything about them was answered today, none
    is copied.
    """
    answers = [
        Answer(Question(Part.SYMPTOM, str(symptom_id)), score)
        for symptom_id, score in before.scores.items()
        if symptom_id not in today.scores
    ]
    answers += [
        Answer(Question(Part.SLEEP, name), before.sleep[name])
        for name in COPIED_SLEEP
        if not is_empty(before.sleep.get(name)) and is_empty(today.sleep.get(name))
    ]
    if not today.effects:
        answers += [
            Answer(Question(Part.EFFECT, kind), severity or True)
            for kind, severity in before.effects.items()
            if not is_urgent(kind)
        ]
    return answers
