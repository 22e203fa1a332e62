"""What the month says in words: the legend, and each cell for those who do not see it."""

from django.utils.translation import gettext as _

from ldn_app.ui.dates import day_label

from ..domain.nights import CellState


def state_words(state: CellState) -> str:
    return {
        CellState.TAKEN: _("飲んだ"),
        CellState.TAKEN_LATER: _("飲んだ(後日に記録)"),
        CellState.SKIPPED: _("飲まなかった"),
        CellState.UNRECORDED: _("未記録"),
        CellState.PAUSED: _("お休み"),
        CellState.NO_PLAN: _("計画なし"),
        CellState.UNKNOWN: _("計画は不明"),
        CellState.TO_COME: _("これから"),
    }[state]


LEGEND = (
    CellState.TAKEN,
    CellState.TAKEN_LATER,
    CellState.SKIPPED,
    CellState.UNRECORDED,
    CellState.PAUSED,
)


def legend() -> list[tuple[str, str]]:
    """Shape and words, in the order of the page."""
    return [(state, state_words(state)) for state in LEGEND]


def cell_words(day, state: CellState, *, amount: str, worst: int | None, is_today: bool) -> str:
    """``11月5日(木) 飲んだ 4.5mg いちばん強い症状 7``"""
    parts = [_("今日") if is_today else "", day_label(day), state_words(state)]
    parts.append(f"{amount}mg" if amount else "")
    parts.append(_("いちばん強い症状 %d") % worst if worst is not None else "")
    return " ".join(part for part in parts if part)
