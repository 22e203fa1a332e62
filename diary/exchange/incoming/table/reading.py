"""The rows of a table as answers of the diary. Whatever is not understood is said with its line."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache

from django.utils.translation import gettext as _

from diary.doses.domain.amounts import InvalidAmount, parse_amount_mg, seems_mistyped
from diary.doses.models.plan_in_force import PlanInForce, plan_for
from diary.symptoms.domain.answer_time import EARLIEST_DAY

from ...domain.typed_answers import NotUnderstood, is_zero, parse_score, parse_taken
from ...domain.typed_days import NotADay, parse_day
from ..problems import RowProblem
from ..rooms import DOSE, NOTE, RATING, SLEEP, SYMPTOM, Room, rooms
from ..rows import IncomingRecord, IncomingRow
from .columns import Use
from .mapping import Mapped
from .parse import Line, Table

LONGEST_NOTE = 2000


class LineProblem(ValueError):
    """Why a line cannot be recorded, in a sentence."""


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known while a table is read. ``plans``: the patient's own; nothing is invented."""

    mapped: Mapped
    plans: Sequence[PlanInForce]
    today: date
    now: datetime
    time_zone: str

    def read(self, table: Table) -> IncomingRecord:
        """Every row is marked as filled in later, because it was: it came from a file."""
        record = IncomingRecord()
        self._add_symptoms(record)
        for line in table.lines:
            where = _("%(number)d行目") % {"number": line.number}
            try:
                for row in self._rows(line):
                    row.where = where
                    record.rows.setdefault(row.room.label, []).append(row)
            except LineProblem as problem:
                record.problems.append(RowProblem(where, str(problem)))
        return record

    def _add_symptoms(self, record: IncomingRecord) -> None:
        room = _room(SYMPTOM)
        rows = record.rows.setdefault(SYMPTOM, [])
        for place, symptom in self.mapped.symptoms.items():
            said = {"name": symptom.name, "library_key": symptom.library_key}
            rows.append(IncomingRow(room, symptom.name, place, said))
        for place, name in self.mapped.new.items():
            said = {"name": name, "library_key": "", "anchor": ""}
            marks = {"position": place, "added_at": self.now, "removed_at": None}
            rows.append(IncomingRow(room, name, place, said, marks))

    def _rows(self, line: Line) -> list[IncomingRow]:
        texts = {use: line.cell(place) for use, place in self.mapped.uses.items()}
        scores = {
            place: text
            for place in (*self.mapped.symptoms, *self.mapped.new)
            if (text := line.cell(place))
        }
        if not scores and not any(text for use, text in texts.items() if use != Use.DAY):
            return []
        day = self._day(texts[Use.DAY])
        rows = [self._rating(day, place, text) for place, text in scores.items()]
        if text := texts.get(Use.SLEEP, ""):
            rows.append(self._answer(SLEEP, day, quality=_score(text)))
        if text := texts.get(Use.NOTE, ""):
            rows.append(self._answer(NOTE, day, text=_note(text)))
        dose = self._dose(day, texts.get(Use.TAKEN, ""), texts.get(Use.AMOUNT, ""))
        return [*rows, dose] if dose else rows

    def _day(self, text: str) -> date:
        if not text:
            raise LineProblem(_("日付がありません。日付を書くか、この行を消してください。"))
        try:
            day = parse_day(text, today=self.today, order=self.mapped.order)
        except NotADay:
            sentence = _("「%(text)s」は日付として読めません。2026/11/22 のように直してください。")
            raise LineProblem(sentence % {"text": text[:20]}) from None
        if day > self.today:
            raise LineProblem(_("まだ来ていない日です。日付を確かめてください。"))
        if day < EARLIEST_DAY:
            raise LineProblem(_("古すぎる日です。年を確かめてください。"))
        return day

    def _answer(self, label: str, day: date, **said) -> IncomingRow:
        row = IncomingRow(_room(label), "", None, {"day": day, **said}, self._marks())
        row.marks["copied"] = False
        row.marks_on_change = {"changed_at": self.now, "filled_later": True, "copied": False}
        return row

    def _marks(self) -> dict:
        return {"recorded_at": self.now, "time_zone": self.time_zone, "filled_later": True}

    def _rating(self, day: date, place: int, text: str) -> IncomingRow:
        row = self._answer(RATING, day, score=_score(text))
        row.parents["symptom_id"] = place
        return row

    def _dose(self, day: date, taken: str, amount: str) -> IncomingRow | None:
        """None: the line says nothing about a dose."""
        answer = self._taken(taken, amount)
        if answer is None:
            return None
        plan = plan_for(self.plans, day)
        if plan is None:
            raise LineProblem(
                _(
                    "この日は、処方の計画の前か後です。計画のはじまりを直してから選びなおすか、"
                    "服用の列を「取り込まない」にしてください。"
                )
            )
        said = {"dose_day": day, "status": "skipped", "taken_at": None, "amount_mg": None}
        planned = {}
        if answer:
            said = {"dose_day": day, "status": "taken", "skip_reason": ""}
            if amount:
                said["amount_mg"] = _amount(amount)
            else:
                planned = {"amount_mg": plan.night(day).amount_mg}
        row = IncomingRow(_room(DOSE), "", None, said, {**self._marks(), **planned})
        row.marks_on_change = {"changed_at": self.now, "filled_later": True, **planned}
        row.parents["regimen_id"] = plan.regimen.pk
        return row

    def _taken(self, taken: str, amount: str) -> bool | None:
        if taken:
            try:
                return parse_taken(taken)
            except NotUnderstood:
                sentence = _(
                    "「%(text)s」では、飲んだかどうかがわかりません。○か×に直してください。"
                )
                raise LineProblem(sentence % {"text": taken[:20]}) from None
        if Use.TAKEN in self.mapped.uses or not amount:
            return None
        return not is_zero(amount)


@cache
def _room(label: str) -> Room:
    return next(room for room in rooms() if room.label == label)


def _score(text: str) -> int:
    try:
        return parse_score(text)
    except NotUnderstood:
        sentence = _(
            "「%(text)s」は0から10の数字ではありません。数字を直すか、その列を「取り込まない」にしてください。"
        )
        raise LineProblem(sentence % {"text": text[:20]}) from None


def _note(text: str) -> str:
    if len(text) > LONGEST_NOTE:
        raise LineProblem(_("メモが長すぎます。2000文字までに分けてください。"))
    return text


def _amount(text: str):
    try:
        amount_mg = parse_amount_mg(text)
    except InvalidAmount:
        sentence = _("「%(text)s」は量として読めません。1.5 のように、mgの数字に直してください。")
        raise LineProblem(sentence % {"text": text[:20]}) from None
    if seems_mistyped(amount_mg):
        raise LineProblem(
            _(
                "10mgより多い量です。小数点を確かめてください。正しいときは、その夜の画面で記録してください。"
            )
        )
    return amount_mg
