"""Words that the topics of the summary share. Numbers are stated, never judged."""

from collections.abc import Iterable, Sequence
from datetime import date
from itertools import accumulate

from django.utils.translation import gettext as _

from diary.doses.domain.amounts import plain
from ldn_app.ui.rounding import half_up

from ..domain.states import State
from ..domain.weeks import Spread, Week

SEPARATOR = "・"


def state_words(state: State) -> str:
    """What is printed where nothing can be shown; "" when there is something."""
    return {
        State.NOT_SHARED: _("共有されていません"),
        State.NOT_RECORDED: _("未記録"),
        State.NONE: _("なし"),
    }.get(state, "")


def nights_words(nights: int) -> str:
    return _("%s夜") % nights


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
