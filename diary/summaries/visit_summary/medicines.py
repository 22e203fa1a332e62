"""This medicine, other medicines, the answer about opioids and what was obtained.

Reading, sections and appendix, and what the foot of the page says about the medicine.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.db.models import CharField, DateField, Q, Value
from django.utils.translation import gettext as _

from diary.medications.models import OpioidAnswer, OtherMedicine
from diary.supply.models import Supply
from ldn_app.access.models import ShareCategory
from ldn_app.access.viewer import Viewer
from ldn_app.ui.dates import full_day_label

from ..charts.style import Style
from ..domain.external_sections import (
    MedicineFact,
    MedicineSection,
    Obtained,
    OpioidSaid,
    SupplySection,
)
from ..domain.period import Period
from ..domain.states import State
from ..domain.visit_summary import VisitSummary
from .labels import SEPARATOR, as_many_as_fit, excerpt, plain_day, short_day, state_words
from .labs import LOOK_BACK
from .plan import medicine_form
from .section import SheetSection, Table

SUPPLY, MEDICINE, OPIOIDS = "supply", "medicine", "opioids"
NO_WORDS = Value("", CharField())
LETTERS = 85
NAME_LETTERS = 24
RUNS = 4  # How many runs of equal answers about opioids are printed whatever they say.
CHECKED_ON = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class StoredRow:
    """A row of one of the three tables; ``words``: strength, name or answer."""

    sort: str
    words: str
    first_on: date | None
    last_on: date | None
    source: str
    form: str
    lot: str
    quantity: str


def build_medicines(viewer: Viewer, period: Period) -> tuple[MedicineSection, SupplySection]:
    """One query for the three small tables. A medicine without a beginning counts from long ago;
    what was obtained last may be up to a year older than the period."""
    rows = _read(viewer, period)
    return _medicine_section(viewer, rows, period), _supply_section(viewer, rows, period)


def _read(viewer: Viewer, period: Period) -> list[StoredRow]:
    reach = (period.first - LOOK_BACK, period.last)
    obtained = Supply.objects.visible_to(viewer).filter(obtained_on__range=reach)
    begun = Q(since_on__isnull=True) | Q(since_on__lte=period.last)
    not_ended = Q(until_on__isnull=True) | Q(until_on__gte=period.first)
    medicines = OtherMedicine.objects.visible_to(viewer).filter(begun, not_ended)
    answers = OpioidAnswer.objects.visible_to(viewer).filter(answered_on__lte=period.last)
    pieces = (
        _piece(obtained, SUPPLY, "strength_text", "obtained_on", "expires_on", with_label=True),
        _piece(medicines, MEDICINE, "name", "since_on", "until_on"),
        _piece(answers, OPIOIDS, "answer", "answered_on", None),
    )
    first, *others = pieces
    return [StoredRow(*values) for values in first.union(*others, all=True)]


def _piece(rows, sort: str, words: str, first: str, last: str | None, *, with_label: bool = False):
    label = ("source", "form", "lot", "quantity_text") if with_label else ("none",) * 4
    sort_of = Value(sort, CharField())
    rows = rows.annotate(sort=sort_of, none=NO_WORDS, no_day=Value(None, DateField()))
    return rows.values_list("sort", words, first, last or "no_day", *label)


def _medicine_section(viewer: Viewer, rows: Sequence[StoredRow], period: Period) -> MedicineSection:
    if not viewer.may_read(ShareCategory.OTHER_MEDICINES):
        return MedicineSection(State.NOT_SHARED)
    taken = [row for row in rows if row.sort == MEDICINE]
    taken.sort(key=lambda row: (row.first_on or date.min, row.words))
    opioids = _opioids([row for row in rows if row.sort == OPIOIDS], period)
    return MedicineSection(
        State.PRESENT if taken or opioids else State.NOT_RECORDED,
        tuple(MedicineFact(row.words, row.first_on, row.last_on) for row in taken),
        opioids,
    )


def _opioids(rows: list[StoredRow], period: Period) -> tuple[OpioidSaid, ...]:
    """Every answer of the period, the newest first, and the one that held when it began."""
    rows.sort(key=lambda row: row.first_on, reverse=True)
    inside = [row for row in rows if row.first_on >= period.first]
    held = [row for row in rows if row.first_on < period.first][:1]
    if inside and inside[-1].first_on == period.first:
        held = []
    told = dict(OpioidAnswer.Answer.choices)
    return tuple(
        OpioidSaid(row.first_on, str(told[row.words]), row.words == OpioidAnswer.Answer.NONE)
        for row in (*inside, *held)
    )


def _supply_section(viewer: Viewer, rows: Sequence[StoredRow], period: Period) -> SupplySection:
    if not viewer.may_read(ShareCategory.SUPPLY):
        return SupplySection(State.NOT_SHARED)
    found = [_obtained(row) for row in rows if row.sort == SUPPLY]
    if not found:
        return SupplySection(State.NOT_RECORDED)
    found.sort(key=lambda one: one.on_day, reverse=True)
    inside = tuple(one for one in found if one.on_day >= period.first)
    return SupplySection(State.PRESENT, found[0], inside)


def _obtained(row: StoredRow) -> Obtained:
    return Obtained(
        on_day=row.first_on,
        source=str(dict(Supply.Source.choices).get(row.source, row.source)),
        form=str(dict(Supply.Form.choices).get(row.form, row.form)),
        strength=row.words,
        lot=row.lot,
        expires_on=row.last_on,
        quantity=row.quantity,
    )


def other_medicines_section(summary: VisitSummary) -> SheetSection:
    title, section = _("ほかの薬"), summary.medicines
    if section.state is State.NOT_SHARED:
        return SheetSection(title, state_words(section.state), kind="medicine")
    named = [_medicine_words(one) for one in section.medicines]
    shown = as_many_as_fit(named, LETTERS)
    left_out = len(named) - len(shown)
    more = [_("ほか %s") % left_out] if left_out else []
    named = " / ".join((*shown, *more)) or state_words(State.NOT_RECORDED)
    opioids = _("オピオイドの薬: %s") % opioid_words(section)
    return SheetSection(title, facts=(named, opioids), kind="medicine")


def _medicine_words(one: MedicineFact) -> str:
    name = excerpt(one.name, NAME_LETTERS)
    if one.until:
        return _("%(name)s(%(day)sまで)") % {"name": name, "day": plain_day(one.until)}
    if one.since:
        return _("%(name)s(%(day)sから)") % {"name": name, "day": plain_day(one.since)}
    return name


def opioid_words(medicines: MedicineSection) -> str:
    """``使っていない(2026/11/29)・わからない(11/3)``: the newest first, and its year; equal ones
    in a row together. Only 「使っていない」 may be left out, and then it is counted."""
    if not medicines.opioids:
        return state_words(State.NOT_RECORDED)
    runs = [list(run) for _words, run in groupby(medicines.opioids, key=lambda said: said.words)]
    shown = [run for place, run in enumerate(runs) if place < RUNS or not run[0].is_clear]
    this_year = medicines.opioids[0].on_day.year
    first, *others = shown
    told = [_run_words(first, None), *(_run_words(run, this_year) for run in others)]
    left_out = sum(len(run) for run in runs) - sum(len(run) for run in shown)
    if left_out:
        told.append(_("「使っていない」ほか %s回") % left_out)
    order = _("(新しい順)") if len(told) > 1 else ""
    return SEPARATOR.join(told) + _("。本人の答え") + order


def _run_words(run: list[OpioidSaid], year: int | None) -> str:
    """``year``: the one that need not be said."""
    newest, oldest = (_day(run[place].on_day, year) for place in (0, -1))
    if len(run) == 1:
        return f"{run[0].words}({newest})"
    return _("%(words)s(%(first)s〜%(last)s、%(times)s回)") % {
        "words": run[0].words,
        "first": oldest,
        "last": newest,
        "times": len(run),
    }


def _day(day: date, year: int | None) -> str:
    return short_day(day) if day.year == year else plain_day(day)


def this_medicine_section(summary: VisitSummary) -> SheetSection:
    """Unapproved, form and strength of the plan, then source and lot of what was obtained last."""
    told = [_("ナルトレキソン(国内未承認薬)")]
    if summary.plan.state is State.PRESENT:
        told.append(medicine_form(summary.plan) or _("剤形 未記録"))
    if summary.supply.state is not State.PRESENT:
        return _this_medicine(*told, _("入手: %s") % state_words(summary.supply.state))
    return _this_medicine(*told, *obtained_words(summary.supply.last))


def obtained_words(last: Obtained) -> list[str]:
    told = [
        last.strength,
        _("入手 %(day)s %(source)s") % {"day": plain_day(last.on_day), "source": last.source},
        _("ロット %s") % last.lot if last.lot else "",
        _("期限 %s") % plain_day(last.expires_on) if last.expires_on else "",
    ]
    return [part for part in told if part]


def _this_medicine(*told: str) -> SheetSection:
    return SheetSection(_("この薬"), facts=(SEPARATOR.join(told),), kind="medicine")


def supply_appendix(summary: VisitSummary, style: Style) -> SheetSection:
    title, supply = _("薬の入手"), summary.supply
    if not supply.obtained:
        state = State.NOT_RECORDED if supply.state is State.PRESENT else supply.state
        return SheetSection(title, state_words(state), kind="tables")
    heads = (_("日"), _("入手元"), _("剤形"), _("濃度・規格"), _("ロット"), _("期限"), _("量"))
    rows = tuple(
        (
            full_day_label(one.on_day),
            one.source,
            one.form,
            one.strength or _("未記録"),
            one.lot or _("未記録"),
            plain_day(one.expires_on) if one.expires_on else _("未記録"),
            one.quantity or _("未記録"),
        )
        for one in reversed(supply.obtained)
    )
    return SheetSection(title, tables=(Table("", heads, rows),), kind="tables")


@dataclass(frozen=True, slots=True)
class StatusFact:
    """A sentence with where it was read; a weak source says that it is one."""

    sentence: str
    source: str


def status_facts() -> tuple[StatusFact, ...]:
    return (
        StatusFact(
            _("ナルトレキソンは国内未承認薬です。低用量での効能は日本・米国・EUとも未承認です。"),
            _("国内の状況は二次資料(雑誌記事の編集注)による。公的な文書は未確認"),
        ),
        StatusFact(
            _("オピオイド拮抗薬です。オピオイド鎮痛薬を使っている人には禁忌です。"),
            _("米国添付文書 DailyMed 74087d2f、2024年10月15日更新、50mg錠"),
        ),
    )


def status_lines() -> tuple[str, ...]:
    """First what this page is, then the facts with their sources."""
    what_it_is = _(
        "患者本人が入力した記録の集計です。診断や処方の提案ではありません。日付は古い順です。"
    )
    facts = [
        _("%(sentence)s(%(source)s。%(day)s確認)")
        % {
            "sentence": fact.sentence,
            "source": fact.source,
            "day": plain_day(CHECKED_ON),
        }
        for fact in status_facts()
    ]
    return (what_it_is, *facts)
