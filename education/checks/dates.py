"""When a page was written, looked at, and is to be looked at again."""

from collections.abc import Iterator
from datetime import date

from ..catalogue.entries import Catalogue, Page
from .problem import Problem, all_pages, name_of

NAMES = ("written_on", "reviewed_on", "review_due")


def review_dates(catalogue: Catalogue) -> Iterator[Problem]:
    """Missing or out of order. A page past its review is no problem of form: see ``past_due``."""
    for page in all_pages(catalogue):
        days = [getattr(page, name) for name in NAMES]
        missing = [name for name, day in zip(NAMES, days, strict=True) if type(day) is not date]
        if missing:
            yield Problem(name_of(page), f"without a date: {', '.join(missing)}")
        elif not days[0] <= days[1] < days[2]:
            yield Problem(name_of(page), f"dates out of order: {', '.join(map(str, days))}")


def past_due(catalogue: Catalogue, *, today: date) -> list[Page]:
    """Pages that should have been looked at again; they show a banner until they are."""
    return [page for page in all_pages(catalogue) if page.is_past_review(today)]
