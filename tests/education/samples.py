"""A small catalogue without a fault, to plant one fault in."""

from dataclasses import replace
from datetime import date

from education.catalogue.entries import (
    Catalogue,
    Claim,
    DifferenceRow,
    Figure,
    Page,
    PeopleRow,
    Reference,
    Term,
)

BODY = """## 見出し
31人の試験です。[^younger-2013] 差は確認されませんでした。[^final-2024]

| 量 | 人 |
| --- | --- |
| 4.5 mg[^younger-2013] | 31 |

{{figure: pain}}

[[偽薬]]とくらべます。[手術のとき](page:other#まだわかっていないこと)も、[主張1](claim:1)も見てください。

## まだわかっていないこと
- 長く続けたときのこと。

## だれに、いつ聞くか
- 処方した医師に聞いてください。
"""


def reference(key: str, **values) -> Reference:
    defaults = {
        "kind": "rct",
        "title": "A trial",
        "grade": "C",
        "authors": ("Younger J", "Mackey S"),
        "journal": "J Trials",
        "year": 2013,
        "shows": "31人で調べた。",
        "checked_on": date(2026, 11, 22),
        "checked_how": "要旨を読んだ",
    }
    return Reference(key, **{**defaults, **values})


def page(slug: str = "first", **values) -> Page:
    defaults = {
        "language": "ja",
        "topic": "start",
        "title": "線維筋痛症の研究",
        "tab_title": "研究のまとめ",
        "summary": (
            "一つめの答えです。[^younger-2013]",
            "二つめの答えです。",
            "三つめの答えです。",
        ),
        "body": BODY,
        "audience": ("patients",),
        "evidence": "C",
        "sources": ("younger-2013", "final-2024"),
        "written_on": date(2026, 11, 22),
        "reviewed_on": date(2026, 11, 22),
        "review_due": date(2027, 5, 22),
    }
    return Page(slug, **{**defaults, **values})


def figures() -> dict[str, Figure]:
    rows = (PeopleRow("はっきりした夢", 37, 13, "younger-2013"),)
    differences = (
        DifferenceRow("FINAL (99人)", -0.34, "final-2024", low=-0.95, high=0.27),
        DifferenceRow("INNOVA (98人)", 0.49, "younger-2013"),
    )
    return {
        "dreams": Figure("dreams", "people", "起きたこと", rows),
        "pain": Figure("pain", "differences", "痛みの差", differences, unit="点", better="lower"),
    }


def catalogue(**values) -> Catalogue:
    claims = tuple(
        Claim(number, "「よい」", ("overstated",), "言いすぎです。[^final-2024]", "C", ("first",))
        for number in range(1, 42)
    )
    defaults = {
        "pages": (page(), page("other")),
        "references": {key: reference(key) for key in ("younger-2013", "final-2024")},
        "terms": (
            Term("偽薬", "ぎやく", "成分が入っていないもの。", words=("プラセボ", "placebo")),
        ),
        "claims": claims,
        "figures": figures(),
        "readings": {"偽薬": "ぎやく", "副作用": "ふくさよう", "夢": "ゆめ"},
    }
    return Catalogue(**{**defaults, **values})


def with_page(**values) -> Catalogue:
    """The sample with one page changed."""
    return catalogue(pages=(page(**values), page("other")))


def with_text(text: str) -> Catalogue:
    return with_page(body=BODY + "\n" + text + "\n")


def with_reference(**values) -> Catalogue:
    known = catalogue().references
    return catalogue(references={**known, "younger-2013": reference("younger-2013", **values)})


def with_claim(number: int, **values) -> Catalogue:
    claims = catalogue().claims
    return catalogue(
        claims=tuple(replace(one, **values) if one.number == number else one for one in claims)
    )
