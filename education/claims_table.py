"""docs/claims.md: each claim, where the site answers it, and with which reference."""

import re
from collections.abc import Iterator
from pathlib import Path

from .catalogue.entries import Catalogue, Claim
from .categories import verdict_words
from .markup.parser import NOTE

DOCUMENT = Path(__file__).parent.parent / "docs" / "claims.md"
HEAD = """# よくある主張と答え / Claims and where they are answered

Made from `education/claims*.yaml` by `python manage.py write_claims_table`.
A test keeps the two equal.

| # | 主張 | 判定 | 答えているところ | 出典 |
| --- | --- | --- | --- | --- |
"""


def claims_table(catalogue: Catalogue) -> str:
    claims = sorted(catalogue.claims, key=lambda claim: claim.number)
    return HEAD + "".join(f"{_row(claim)}\n" for claim in claims)


def _row(claim: Claim) -> str:
    where = [f"/learn/claims/#claim-{claim.number}", *(f"/learn/{slug}/" for slug in claim.pages)]
    cells = (
        str(claim.number),
        re.sub(r"\s+", " ", claim.claim).replace("|", "\\|"),
        "、".join(verdict_words(verdict) for verdict in claim.verdicts),
        " ".join(where),
        ", ".join(_notes(claim)),
    )
    return f"| {' | '.join(cells)} |"


def _notes(claim: Claim) -> Iterator[str]:
    yield from dict.fromkeys(NOTE.findall(claim.says))
