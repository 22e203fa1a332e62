"""The facts of the page in words. Numbers are stated, never judged."""

from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from itertools import accumulate

from django.utils.translation import gettext as _

from diary.doses.domain.amounts import plain
from diary.doses.models import Dose, Regimen, RegimenEvent
from ldn_app.ui.dates import day_label, full_day_label, short_clock_label
from ldn_app.ui.rounding import half_up

from ..domain.nights import Night, NightCounts
from ..domain.period import SINCE_VISIT, Period, Remark, era_year
from ..domain.states import State
from ..domain.visit_summary import PlanLine, PlanSection
from ..domain.weeks import Spread, Week

SEPARATOR = "・"


def state_words(state: State) -> str:
    """What stands where nothing can be shown; "" when there is something."""
    return {
        State.NOT_SHARED: _("共有されていません"),
        State.NOT_RECORDED: _("未記録"),
        State.NONE: _("なし"),
    }.get(state, "")


def period_words(period: Period) -> str:
    span = _("%(first)s〜%(last)s(%(days)s日間)") % {
        "first": full_day_label(period.first),
        "last": day_label(period.last)
        if period.first.year == period.last.year
        else full_day_label(period.last),
        "days": period.days,
    }
    since = _("前回の受診から: ") if period.choice == SINCE_VISIT else ""
    return f"{since}{span} {era_year(period.last)}".strip()


def remark_words(remark: Remark | None) -> str:
    return {
        Remark.UNKNOWN_CHOICE: _("期間の指定が分からなかったので、90日をまとめました。"),
        Remark.NO_VISIT: _("前の受診日がまだ記録されていないので、90日をまとめました。"),
        Remark.VISITS_NOT_SHARED: _("受診日は共有されていないので、90日をまとめました。"),
        Remark.VISIT_LONG_AGO: _("前の受診日が1年より前なので、この1年をまとめました。"),
        Remark.FREE_DAYS_MISSING: _("期間の日付が足りないので、90日をまとめました。"),
        Remark.FREE_TOO_LONG: _("1年より長い期間なので、終わりの日までの1年をまとめました。"),
        Remark.SHARED_DAYS_ONLY: _("共有されている日だけをまとめました。"),
    }.get(remark, "")


def recorded_words(counts: NightCounts) -> str:
    """``26/28`` nights, or only the 26 when nobody can say how many were due."""
    if counts.expected is None:
        return nights_words(counts.recorded)
    return _("%(recorded)s/%(expected)s夜") % {
        "recorded": counts.recorded,
        "expected": counts.expected,
    }


def nights_words(nights: int) -> str:
    return _("%s夜") % nights


def quality_words(counts: NightCounts) -> str:
    """How honest the record is: that night, later, not at all."""
    words = [_("当夜 %s") % counts.that_night, _("後日 %s") % counts.later]
    if counts.unrecorded is None:
        words.append(_("未記録の夜数は不明(計画が見えない夜があります)"))
    else:
        words.append(_("未記録 %s") % counts.unrecorded)
    if counts.changed:
        words.append(_("うち後で直した記録 %s") % counts.changed)
    return SEPARATOR.join(words)


def amount_words(amount_mg: Decimal | None) -> str:
    return f"{plain(amount_mg)}mg" if amount_mg is not None else ""


def line_words(line: PlanLine) -> str:
    """``10/12 増やす 1.5→3mg``: a line of the plan as it was entered, with its reason."""
    words = [short_day(line.on_day), str(_kinds().get(line.kind, line.kind))]
    if line.amount_mg is not None:
        changed = line.before_mg is not None and line.before_mg != line.amount_mg
        before = f"{plain(line.before_mg)}→" if changed else ""
        words.append(before + amount_words(line.amount_mg))
    if line.usual_time:
        words.append(short_clock_label(line.usual_time))
    told = [_pause_reasons().get(line.reason, ""), line.note]
    reason = SEPARATOR.join(str(part) for part in told if part)
    return " ".join(words) + (f"({reason})" if reason else "")


def pause_words(reason: str) -> str:
    """``お休み(手術・処置)``"""
    label = _pause_reasons().get(reason)
    return _("お休み(%s)") % label if label else _("お休み")


def night_words(night: Night) -> str:
    """``飲んだ 4.5mg``: what the table says of a night."""
    answer = night.answer
    if answer is None:
        if night.paused:
            return pause_words(night.pause_reason)
        if night.planned_mg is None:
            return _("計画なし") if night.plan_known else _("未記録")
        return _("未記録") if night.is_over else _("これから")
    if not answer.taken:
        reason = dict(Dose.SkipReason.choices).get(answer.skip_reason, "")
        words = _("飲まなかった") + (f"({reason})" if reason else "")
    else:
        words = f"{_('飲んだ')} {amount_words(answer.amount_mg)}".strip()
    return words + (_(" 後日") if answer.later else "")


def spread_words(middle: Spread | None) -> str:
    """``5(4–6)``: median and middle half; a few values have no middle half."""
    if middle is None:
        return _("未記録")
    if not middle.is_enough:
        return _("%(median)s(記録%(days)s日だけ)") % {
            "median": figure(middle.median),
            "days": middle.count,
        }
    return f"{figure(middle.median)}({figure(middle.low)}–{figure(middle.high)})"


def course_words(weekly: Sequence[Spread | None]) -> str:
    """``最初の週 7 → 最後の週 4``; "" unless two weeks have enough values."""
    full = [middle for middle in weekly if middle is not None and middle.is_enough]
    if len(full) < 2:
        return ""
    return _("最初の週 %(first)s → 最後の週 %(last)s") % {
        "first": figure(full[0].median),
        "last": figure(full[-1].median),
    }


def days_words(days: int, *, later: int = 0, copied: int = 0) -> str:
    """``記録 26日(後日 3・昨日と同じ 5)``"""
    parts = [_("後日 %s") % later if later else "", _("昨日と同じ %s") % copied if copied else ""]
    told = SEPARATOR.join(part for part in parts if part)
    return (_("記録 %s日") % days) + (f"({told})" if told else "")


def form_words(plan: PlanSection, morning: bool) -> str:
    """``夜 22:00・カプセル``"""
    when = _("朝") if morning else _("夜")
    if plan.usual_time:
        when += f" {short_clock_label(plan.usual_time)}"
    return SEPARATOR.join(part for part in (when, medicine_form(plan)) if part)


def medicine_form(plan: PlanSection) -> str:
    """``液(1mg/mL)``; "" when no plan covers the last night."""
    form = str(dict(Regimen.Form.choices).get(plan.form, ""))
    if form and plan.strength_mg_per_ml is not None:
        form += f"({plain(plan.strength_mg_per_ml)}mg/mL)"
    return form


def week_words(week: Week) -> str:
    """``10/5–10/11``"""
    first = short_day(week.first)
    return first if week.days == 1 else f"{first}–{short_day(week.last)}"


def short_day(day: date) -> str:
    """``11/3``"""
    return f"{day.month}/{day.day}"


def plain_day(day: date) -> str:
    """``2026/11/3``"""
    return f"{day.year}/{short_day(day)}"


def short_days(days: Iterable[date]) -> str:
    """``11/3・11/8``"""
    return SEPARATOR.join(short_day(day) for day in days)


def some_days(days: Sequence[date], *, at_most: int) -> str:
    """The latest ``at_most`` days and how many came before them."""
    shown = short_days(days[-at_most:])
    left_out = len(days) - at_most
    return (
        _("%(days)s(ほか %(more)s日)") % {"days": shown, "more": left_out}
        if left_out > 0
        else shown
    )


def weekday_words(day: date) -> str:
    """``11/3(火)``"""
    return f"{short_day(day)}({_('月火水木金土日')[day.weekday()]})"


def without_day(words: str) -> str:
    """An event's words without the day in front of them."""
    return words.partition(" ")[2]


def excerpt(text: str, letters: int) -> str:
    """The first ``letters`` of ``text`` on one line; 「…」 says that there is more."""
    line = " ".join(text.split())
    return line if len(line) <= letters else line[: letters - 1] + "…"


def as_many_as_fit(texts: Sequence[str], letters: int) -> list[str]:
    """The first ``texts`` that have ``letters`` together; the first one always."""
    return those_that_fit(texts, letters, at_least=1)


def those_that_fit(texts: Sequence[str], letters: int, *, at_least: int) -> list[str]:
    """The same; the first ``at_least`` always."""
    ends = accumulate(len(text) + 3 for text in texts)
    fitting = sum(end <= letters for end in ends)
    return list(texts[: max(fitting, at_least)])


def figure(value: float) -> str:
    """At most one decimal, none when it is whole; a half goes up."""
    return plain(half_up(value, 1))


def _kinds() -> dict[str, str]:
    return dict(RegimenEvent.KindChoice.choices)


def _pause_reasons() -> dict[str, str]:
    return dict(RegimenEvent.PauseReason.choices)
