"""The index of this process."""

from functools import cache

from ..registry import address_of, catalogue
from .index import Found, Index


@cache
def index() -> Index:
    return Index(catalogue(), address_of)


def search(query: str) -> list[Found]:
    return index().search(query)
