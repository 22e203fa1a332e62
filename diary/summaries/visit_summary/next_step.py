"""The next planned change of amount in words, the same on the sheet and on the list."""

from datetime import date

from django.utils.translation import gettext as _

from ldn_app.ui.dates import day_label, full_day_label

from ..domain.nights import NextStep
from .labels import amount_words


def next_step_words(step: NextStep | None, *, today: date) -> str:
    """``次は12月15日(火)に 4.5mg``; "" when none is planned."""
    if step is None:
        return ""
    return _("次は%(day)sに %(amount)s") % {
        "day": near_day(step.on_day, today),
        "amount": amount_words(step.amount_mg),
    }


def near_day(day: date, today: date) -> str:
    """The year only where it is another than that of ``today``."""
    return day_label(day) if day.year == today.year else full_day_label(day)
