"""The order of a short list that people arrange with "up" and "down"."""

from collections.abc import Sequence


def moved(ids: Sequence[int], which: int, *, by: int) -> list[int]:
    """``ids`` with ``which`` moved ``by`` places (negative: up); it stops at either end."""
    rest = [one for one in ids if one != which]
    place = max(0, min(len(rest), list(ids).index(which) + by))
    return [*rest[:place], which, *rest[place:]]
