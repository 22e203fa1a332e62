"""What a downloaded file is called. The one rule: no medicine, no person, and no two alike.

``kiroku-2026-12-01_90d_3fa09c.pdf``: the day it was made, how many days it covers or what kind of
file it is, and a sign that tells it from forty others of that day.
"""

import secrets
from datetime import date
from uuid import UUID

PREFIX = "kiroku"  # 記録
MARK_LETTERS = 6


def file_name(ending: str, *, day: date, about: str = "", mark: UUID | str | None = None) -> str:
    """``about``: neutral letters. ``mark``: of what is fetched, so that fetching it twice gives one
    name; None: a new one."""
    if isinstance(mark, UUID):
        mark = mark_of(mark)
    sign = mark or secrets.token_hex(MARK_LETTERS // 2)
    return "_".join(filter(None, (f"{PREFIX}-{day.isoformat()}", about, sign))) + f".{ending}"


def mark_of(public_id: UUID) -> str:
    return public_id.hex[:MARK_LETTERS]


def disposition(name: str, *, shown: bool = False) -> str:
    """The header for a file that is ``shown`` by the browser or saved by it."""
    return f'{"inline" if shown else "attachment"}; filename="{name}"'


def standing_name(ending: str, *, about: str) -> str:
    """For what is the same file for everybody, or fetched again and again under one address."""
    return f"{PREFIX}-{about}.{ending}"
