"""What stands beside each picture: how many days, the middles, the difference. No verdict."""

from django.utils.translation import gettext as _

from ..domain.change import ENOUGH_DAYS, Change, Difference, Side
from ..domain.change_section import PlanChange
from ..visit.words import SEPARATOR, figure, line_words, short_day, spread_words


def change_title(change: PlanChange) -> str:
    """``10/15 増やす 1.5→3mg``: everything the plan changed that day."""
    return " / ".join(line_words(line) for line in change.lines)


def also_words(change: PlanChange) -> str:
    """「ほかにも…」, or "" when nothing else changed among these days."""
    if not change.also:
        return ""
    lines = SEPARATOR.join(line_words(line) for line in change.also)
    return _("この前後には、ほかの変更もありました: %s") % lines


def side_words(name: str, side: Side) -> str:
    """``前 10/1–10/14: 中央値 6(5–7)・記録 12日・記録なし 2日``"""
    if not side.span.days:
        return _("%s: まだ日がありません") % name
    days = _("記録 %(recorded)s日・記録なし %(missing)s日") % {
        "recorded": side.recorded,
        "missing": side.missing,
    }
    span = f"{short_day(side.span.first)}–{short_day(side.span.last)}"
    return f"{name} {span}: {days}"


def middle_words(change: Change) -> str:
    """``中央値 6(5–7) → 4(3–5)``"""
    return _("中央値 %(before)s → %(after)s") % {
        "before": spread_words(change.before.middle),
        "after": spread_words(change.after.middle),
    }


def difference_words(difference: Difference) -> str:
    """``中央値の差 −2(およそ95%の幅 −3.5〜0)``"""
    return _("中央値の差 %(middle)s(およそ95%%の幅 %(low)s〜%(high)s)") % {
        "middle": signed(difference.medians),
        "low": signed(difference.low),
        "high": signed(difference.high),
    }


def pairs_words(difference: Difference) -> str:
    words = _("前と後の日を1日ずつ組にすると、後のほうが高い組は%s%%(同じ値は半分と数えます)")
    return words % round(difference.higher_after * 100)


def too_few_words() -> str:
    return _("前か後の記録が%s日に満たないので、くらべません。") % ENOUGH_DAYS


def caution() -> tuple[str, ...]:
    """What must be read with every comparison."""
    return (
        _("自然な波でも、このくらい変わることがあります。"),
        _("変えたことが原因かどうかは、この記録だけでは分かりません。"),
    )


def signed(value: float) -> str:
    """``+1``, ``−2``, ``0``: with a true minus sign."""
    if value == 0:
        return "0"
    return ("+" if value > 0 else "−") + figure(abs(value))
