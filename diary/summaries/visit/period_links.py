"""The links from one period to another."""

from django.utils.translation import gettext as _

from ..domain.period import CHOICES, DAY_COUNTS, SINCE_VISIT, Period


def period_links(shown: Period) -> list[tuple[str, str, bool]]:
    """(query string, words, whether it is the period shown) for each choice."""
    words = {choice: _("%s日") % days for choice, days in DAY_COUNTS.items()}
    words[SINCE_VISIT] = _("前回の受診から")
    return [(f"?period={choice}", words[choice], choice == shown.choice) for choice in CHOICES]
