"""The links from one period to another."""

from urllib.parse import urlencode

from django.utils.translation import gettext as _

from ..domain.period import CHOICES, DAY_COUNTS, FREE, SINCE_VISIT, Asked, Period


def period_links(shown: Period) -> list[tuple[str, str, bool]]:
    """(query string, words, whether it is the period shown) for each choice; the free one has a
    page of its own and is listed only while it is shown."""
    words = {choice: _("%s日") % days for choice, days in DAY_COUNTS.items()}
    words[SINCE_VISIT] = _("前回の受診から")
    links = [
        (f"?period={choice}", words[choice], choice == shown.choice)
        for choice in CHOICES
        if choice != FREE
    ]
    if shown.choice == FREE:
        links.append((query_of(shown), _("選んだ期間"), True))
    return links


def query_of(period: Period) -> str:
    """The query string that asks for ``period`` again."""
    return query_again(Asked(period.choice, period.first, period.last))


def query_again(asked: Asked) -> str:
    """The query string of a request that ``asked``; "" when it asked for nothing we know."""
    if asked.choice not in CHOICES:
        return ""
    named = {"period": asked.choice}
    if asked.choice == FREE and asked.first and asked.last:
        named |= {"from": asked.first.isoformat(), "to": asked.last.isoformat()}
    return f"?{urlencode(named)}"
