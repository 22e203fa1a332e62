"""The rows of a table as answers of the diary. Whatever is not understood is said with its line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache

from django.utils.translation import gettext as _

from diary.doses.models.plan_in_force import PlanInForce, plan_for
from diary.symptoms.domain.answer_time import EARLIEST_DAY
from ldn_app.clock import PatientClock

from ..domain.typed_answers import NotAnAnswer, is_zero, parse_taken
from ..domain.typed_days import NotADay, TypedMoment, parse_moment
from ..domain.typed_times import NotATime, parse_time
from ..importable_models import DOSE, NOTE, RATING, SLEEP, SYMPTOM, ImportSpec, import_specs
from ..problems import RowProblem
from ..rows import IncomingRecord, IncomingRow
from .cells import LineProblem, amount_in, note_in, score_in
from .combining import LineAnswer, Several, combine
from .lines import Flaw, Line
from .mapping import Mapped
from .parse import ParsedTable
from .uses import Use


@dataclass(slots=True)
class TableReading:
    """What a table says. ``bad``: the lines that stay out, with what to do about each; ``blank``:
    the lines without anything to record; ``no_days``: those of them whose date cannot be read;
    ``several``: what happened to days with more than one line; ``dates_only``: all times were
    midnight, so that they say nothing; ``has_times``: some line has a time that counted."""

    record: IncomingRecord
    bad: dict[Line, str] = field(default_factory=dict)
    blank: list[Line] = field(default_factory=list)
    no_days: list[Line] = field(default_factory=list)
    several: Several = field(default_factory=Several)
    dates_only: bool = False
    has_times: bool = False


@dataclass(frozen=True, slots=True)
class Reader:
    """What is known while a table is read. ``plans``: the patient's own; nothing is invented."""

    mapped: Mapped
    plans: Sequence[PlanInForce]
    today: date
    now: datetime
    clock: PatientClock

    def read(self, table: ParsedTable) -> TableReading:
        """Every row is marked as filled in later, because it was: it came from a file."""
        reading = TableReading(IncomingRecord(separable=True))
        self._add_symptoms(reading.record)
        reading.dates_only = self._only_midnights(table)
        answers: list[LineAnswer] = []
        for line in table.lines:
            try:
                found = self._answers(line, reading)
            except LineProblem as problem:
                reading.bad[line] = str(problem)
            else:
                answers += found
        self._put_together(answers, reading)
        for line, why in sorted(reading.bad.items(), key=lambda one: one[0].number):
            where = _("%(number)d行目") % {"number": line.number}
            reading.record.problems.append(RowProblem(where, why))
        return reading

    def _put_together(self, answers: list[LineAnswer], reading: TableReading) -> None:
        rows, bad, reading.several = combine(answers, self.mapped.several)
        reading.bad |= bad
        for row in rows:
            reading.record.rows.setdefault(row.spec.label, []).append(row)

    def _only_midnights(self, table: ParsedTable) -> bool:
        """Spreadsheets write 0:00 behind every date. Where no line has another time, and there
        are at least two, it is not when somebody took a dose."""
        if Use.TIME in self.mapped.uses:
            return False
        seen = 0
        for text in table.column(self.mapped.uses[Use.DAY]):
            try:
                moment = parse_moment(text, today=self.today, order=self.mapped.order)
                if moment.at is None:
                    continue
                if not moment.is_midnight(self.clock):
                    return False
            except NotADay:
                continue
            seen += 1
        return seen > 1

    def _add_symptoms(self, record: IncomingRecord) -> None:
        spec = spec_of(SYMPTOM)
        rows = record.rows.setdefault(SYMPTOM, [])
        for place, symptom in self.mapped.symptoms.items():
            said = {"name": symptom.name, "library_key": symptom.library_key}
            rows.append(IncomingRow(spec, symptom.name, place, said))
        for place, name in self.mapped.new.items():
            said = {"name": name, "library_key": "", "anchor": ""}
            marks = {"position": place, "added_at": self.now, "removed_at": None}
            rows.append(IncomingRow(spec, name, place, said, marks))

    def _answers(self, line: Line, reading: TableReading) -> list[LineAnswer]:
        if line.flaw is not None:
            raise LineProblem(_flaw_words(line.flaw))
        texts = {use: line.cell(place) for use, place in self.mapped.uses.items()}
        places = (*self.mapped.symptoms, *self.mapped.new)
        scores = {place: text for place in places if (text := line.cell(place))}
        said = [text for use, text in texts.items() if text and use not in {Use.DAY, Use.TIME}]
        if not scores and not said:
            self._note_blank(line, texts[Use.DAY], reading)
            return []
        moment = self._moment(texts[Use.DAY], texts.get(Use.TIME, ""))
        day = self._dose_day(moment, reading.dates_only)
        rows = [self._rating(day, place, text) for place, text in scores.items()]
        if text := texts.get(Use.SLEEP, ""):
            rows.append(self._answer(SLEEP, day, quality=score_in(text)))
        if text := texts.get(Use.NOTE, ""):
            rows.append(self._answer(NOTE, day, text=note_in(text)))
        if dose := self._dose(day, texts.get(Use.TAKEN, ""), texts.get(Use.AMOUNT, "")):
            rows.append(dose)
        reading.has_times |= moment.at is not None
        return [LineAnswer(line, row, moment.sort_key(self.clock)) for row in rows]

    def _note_blank(self, line: Line, day: str, reading: TableReading) -> None:
        reading.blank.append(line)
        if not day:
            return
        try:
            self._dose_day(self._moment(day, ""), reading.dates_only)
        except LineProblem:
            reading.no_days.append(line)

    def _moment(self, text: str, time_text: str) -> TypedMoment:
        if not text:
            raise LineProblem(_("日付がありません。日付を書くか、この行を消してください。"))
        try:
            moment = parse_moment(text, today=self.today, order=self.mapped.order)
        except NotADay:
            sentence = _("「%(text)s」は日付として読めません。2026/11/22 のように直してください。")
            raise LineProblem(sentence % {"text": text[:20]}) from None
        if not time_text:
            return moment
        try:
            return TypedMoment(moment.day, parse_time(time_text))
        except NotATime:
            sentence = _("「%(text)s」は時刻として読めません。21:30 のように直してください。")
            raise LineProblem(sentence % {"text": time_text[:20]}) from None

    def _dose_day(self, moment: TypedMoment, dates_only: bool) -> date:
        try:
            day = moment.calendar_day(self.clock) if dates_only else moment.dose_day(self.clock)
        except NotADay:
            raise LineProblem(_("古すぎる日です。年を確かめてください。")) from None
        if day > self.today:
            raise LineProblem(_("まだ来ていない日です。日付を確かめてください。"))
        if day < EARLIEST_DAY:
            raise LineProblem(_("古すぎる日です。年を確かめてください。"))
        return day

    def _answer(self, label: str, day: date, **said) -> IncomingRow:
        row = IncomingRow(spec_of(label), "", None, {"day": day, **said}, self._marks())
        row.marks["copied"] = False
        row.marks_on_change = {"changed_at": self.now, "filled_later": True, "copied": False}
        return row

    def _marks(self) -> dict:
        zone = self.clock.zone.key
        return {"recorded_at": self.now, "time_zone": zone, "filled_later": True}

    def _rating(self, day: date, place: int, text: str) -> IncomingRow:
        row = self._answer(RATING, day, score=score_in(text))
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
                    "この日は、計画の前か後です。計画のはじまりを直してから選びなおすか、"
                    "服用の列を「取り込まない」にしてください。"
                )
            )
        said = {"dose_day": day, "status": "skipped", "taken_at": None, "amount_mg": None}
        planned = {}
        if answer:
            said = {"dose_day": day, "status": "taken", "skip_reason": ""}
            if amount:
                said["amount_mg"] = amount_in(amount)
            else:
                planned = {"amount_mg": plan.night(day).amount_mg}
        row = IncomingRow(spec_of(DOSE), "", None, said, {**self._marks(), **planned})
        row.marks_on_change = {"changed_at": self.now, "filled_later": True, **planned}
        row.parents["regimen_id"] = plan.regimen.pk
        return row

    def _taken(self, taken: str, amount: str) -> bool | None:
        if taken:
            try:
                return parse_taken(taken)
            except NotAnAnswer:
                sentence = _(
                    "「%(text)s」では、飲んだかどうかがわかりません。○か×に直してください。"
                )
                raise LineProblem(sentence % {"text": taken[:20]}) from None
        if Use.TAKEN in self.mapped.uses or not amount:
            return None
        return not is_zero(amount)


def _flaw_words(flaw: Flaw) -> str:
    if flaw is Flaw.QUOTE:
        return _('「"」の数が合いません。メモの「"」を消すか、終わりにも「"」をつけてください。')
    return _("文字が多すぎる行です。短くするか、分けてください。")


@cache
def spec_of(label: str) -> ImportSpec:
    return next(spec for spec in import_specs() if spec.label == label)
