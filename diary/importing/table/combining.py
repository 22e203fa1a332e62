"""Several lines for one day: notes are joined, of scores the highest or the last one counts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext as _

from ..importable_models import DOSE, NOTE, RATING
from ..rows import IncomingRow
from .cells import LONGEST_NOTE, too_long_note
from .lines import Line

BETWEEN_PLACES = "・"


class Which(StrEnum):
    """Which of several scores of one day counts."""

    HIGHEST = "highest"
    LAST = "last"


@dataclass(frozen=True, slots=True)
class LineAnswer:
    """One answer and its line. ``moment``: None where the line has no time."""

    line: Line
    row: IncomingRow
    moment: datetime | None


@dataclass(frozen=True, slots=True)
class Several:
    """``notes``: days whose notes were joined; ``scores``: scores that were chosen among others
    that differ."""

    notes: int = 0
    scores: int = 0


Combined = tuple[list[IncomingRow], dict[Line, str], Several]


def combine(answers: Iterable[LineAnswer], which: Which) -> Combined:
    """One row for each question of each day, in the order of the file; the lines that cannot be
    combined, with what to do; and what was combined."""
    groups: dict[tuple, list[LineAnswer]] = {}
    for answer in answers:
        row = answer.row
        key = (row.spec.label, row.parents.get("symptom_id"), row.day)
        groups.setdefault(key, []).append(answer)
    bad: dict[Line, str] = {}
    for group in groups.values():
        if trouble := _trouble(group):
            bad |= dict.fromkeys((answer.line for answer in group), trouble)
    rows, several = [], Several()
    for group in groups.values():
        fine = [answer for answer in group if answer.line not in bad]
        if fine:
            row, several = _one_of(fine, which, several)
            rows.append(row)
    return rows, bad, several


def _trouble(group: Sequence[LineAnswer]) -> str:
    """Why these lines cannot become one answer; empty when they can."""
    label = group[0].row.spec.label
    if label == NOTE and len(_joined(group)) > LONGEST_NOTE:
        return too_long_note()
    if label == DOSE and not _same_dose(group):
        return _(
            "同じ夜の服用が2行以上あり、ちがうことが書かれています。正しい1行だけを残してください。"
        )
    return ""


def _same_dose(group: Sequence[LineAnswer]) -> bool:
    said = [answer.row.said for answer in group]
    amounts = {one["amount_mg"] for one in said if one.get("amount_mg") is not None}
    return len({one["status"] for one in said}) == 1 and len(amounts) <= 1


def _one_of(
    group: Sequence[LineAnswer], which: Which, several: Several
) -> tuple[IncomingRow, Several]:
    """The one row of a group, and the counts with it. Wording of its place names all its lines."""
    label = group[0].row.spec.label
    chosen = group[0].row
    if label == NOTE:
        chosen.said["text"] = _joined(group)
        several = replace(several, notes=several.notes + (len(group) > 1))
    elif label == DOSE:
        chosen = next((one.row for one in group if one.row.said.get("amount_mg")), chosen)
    else:
        name = "score" if label == RATING else "quality"
        chosen = _score(group, which, name)
        differs = len({answer.row.said[name] for answer in group}) > 1
        several = replace(several, scores=several.scores + differs)
    numbers = sorted({answer.line.number for answer in group})
    chosen.where = BETWEEN_PLACES.join(
        _("%(number)d行目") % {"number": number} for number in numbers[:3]
    )
    return chosen, several


def _score(group: Sequence[LineAnswer], which: Which, name: str) -> IncomingRow:
    if which is Which.HIGHEST:
        return max(group, key=lambda answer: answer.row.said[name]).row
    return _in_time(group)[-1].row


def _joined(group: Sequence[LineAnswer]) -> str:
    return "\n".join(dict.fromkeys(answer.row.said["text"] for answer in _in_time(group)))


def _in_time(group: Sequence[LineAnswer]) -> list[LineAnswer]:
    """By their times where every line has one, otherwise in the order of the file."""
    if any(answer.moment is None for answer in group):
        return list(group)
    return sorted(group, key=lambda answer: answer.moment)
