"""What stands beside each picture: how many days, the middles, the difference. No verdict."""

from django.utils.translation import gettext as _

from ldn_app.ui.rounding import half_up

from ..domain.change import ENOUGH_DAYS, Change, Difference, PlanChange, Side
from ..visit_summary.labels import SEPARATOR, figure, spread_words
from ..visit_summary.plan import line_words


def change_title(change: PlanChange) -> str:
    """``10/15 増やす 1.5→3mg``: everything the plan changed that day."""
    return " / ".join(line_words(line) for line in change.lines)


def also_words(change: PlanChange) -> str:
    """「ほかにも…」, or "" when nothing else changed among these days."""
    if not change.also:
        return ""
    lines = SEPARATOR.join(line_words(line) for line in change.also)
    return _("この前後には、ほかの変更もありました: %s") % lines


def days_words(change: Change) -> str:
    """``記録 前 12日(なし 2日)・後 8日(なし 1日)``"""
    sides = ((_("前"), change.before), (_("後"), change.after))
    return _("記録 %s") % SEPARATOR.join(_side_words(name, side) for name, side in sides)


def _side_words(name: str, side: Side) -> str:
    if not side.span.days:
        return _("%s まだ日がありません") % name
    words = _("%(name)s %(recorded)s日(なし %(missing)s日)")
    return words % {"name": name, "recorded": side.recorded, "missing": side.missing}


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
    return _("後のほうが高い組 %s%%") % half_up(difference.higher_after * 100)


def key_words() -> str:
    return _(
        "点 その日の値 / 太線 中央値 / 帯 25–75% / 組 前の1日と後の1日のすべての組み合わせ"
        "(同じ値は半分) / 変更の日はどちらにも入れません"
    )


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
    if half_up(value, 1) == 0:
        return "0"
    return ("+" if value > 0 else "−") + figure(abs(value))
