"""Side effects by week and severity on the first page."""

from datetime import date

from django.utils.translation import gettext as _

from diary.symptoms.domain.words import effect_words
from diary.symptoms.models import SideEffect

from ...charts.style import Style
from ...domain.states import State
from ...domain.visit_summary import UrgentSign, VisitSummary
from .. import keys
from ..labels import as_many_as_fit, kind_words, state_words, urgent_words
from ..pictures import draw_bars
from ..section import SheetSection

LETTERS = 150


def side_effect_part(summary: VisitSummary, style: Style) -> SheetSection:
    effects = summary.side_effects
    title = _("副作用")
    if effects.state is State.NONE:
        none = _("なし(「今日はなし」と答えた日 %s日)") % effects.free_days
        return SheetSection(title, instead=none, kind="words")
    if effects.state is not State.PRESENT:
        return SheetSection(title, instead=state_words(effects.state), kind="words")
    levels = severity_levels(urgent=bool(effects.urgent))
    facts = (
        _("答えた日 %s日") % effects.answered_days,
        _("うち「今日はなし」 %s日") % effects.free_days,
    )
    picture = draw_bars(
        summary,
        style,
        title=_("その日いちばん強かった副作用(1週間の日数)"),
        tallies=effects.tallies,
        levels=levels,
    )
    below = _named(summary, levels)
    return SheetSection(title, "", facts, (picture,), key=keys.severity_key(), below=below)


def urgent_signs(summary: VisitSummary) -> tuple[str, ...]:
    """Every red flag of the period with its days, in the order of their newest day."""
    return tuple(
        urgent_words(effect_words(sign.kind), sign)
        for sign in sorted(summary.side_effects.urgent, key=_newest_day, reverse=True)
    )


def _newest_day(sign: UrgentSign) -> date:
    return sign.days[-1]


def severity_levels(*, urgent: bool) -> list[str]:
    levels = [str(label) for label in SideEffect.Severity.labels]
    *lower, worst = levels
    return [*lower, _("%s・至急のしるし") % worst] if urgent else levels


def _named(summary: VisitSummary, levels: list[str]) -> str:
    """The most frequent kinds; the urgent signs stand at the top of the page."""
    effects = summary.side_effects
    kinds = [kind_words(effect_words(one.kind), one, levels) for one in effects.kinds]
    shown = as_many_as_fit(kinds, LETTERS)
    left_out = len(kinds) - len(shown)
    more = [_("ほか %s") % left_out] if left_out else []
    return " / ".join((*shown, *more))
