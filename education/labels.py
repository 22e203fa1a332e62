"""The few words around a text, in the language of the text."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .categories import EVIDENCE, KINDS, Words

Text = str | Promise


@dataclass(frozen=True, slots=True)
class Labels:
    """``{number}`` and the like are filled in by the caller."""

    source: Text
    word: Text
    more: Text
    close: Text
    table: Text
    kind_and_grade: Text
    and_others: Text
    evidence: Words = field(default_factory=dict)
    kinds: Words = field(default_factory=dict)
    tells_findings: bool = True


JAPANESE = Labels(
    source=_("出典{number}"),
    word=_("ことばの説明"),
    more=_("くわしく読む"),
    close=_("とじる"),
    table=_("表"),
    kind_and_grade=_("{kind}・確かさ {grade}"),
    and_others=_("{name} ほか"),
    evidence=EVIDENCE,
    kinds=KINDS,
)
ENGLISH = Labels(
    source="Source {number}",
    word="What this word means",
    more="Read more",
    close="Close",
    table="Table",
    kind_and_grade="{kind}, evidence {grade}",
    and_others="{name} et al.",
    evidence={
        "A": "regulator, label or guideline",
        "B": "systematic review",
        "C": "controlled trial",
        "D": "human study without control",
        "E": "case report",
        "F": "laboratory or animal study only",
        "G": "opinion or marketing only",
    },
    kinds={
        "rct": "randomised trial",
        "crossover-rct": "randomised crossover trial",
        "open-trial": "uncontrolled trial",
        "retrospective": "retrospective study",
        "case-report": "case report",
        "review": "review",
        "systematic-review": "systematic review",
        "meta-analysis": "meta-analysis",
        "guideline": "guideline",
        "label": "prescribing information",
        "law": "law",
        "official": "official page",
        "registry": "trial registry",
        "lab": "laboratory study",
        "protocol": "trial protocol",
        "news": "news report",
        "secondary": "secondary source",
    },
    tells_findings=False,
)
LABELS: Mapping[str, Labels] = {"ja": JAPANESE, "en": ENGLISH}


def evidence_words(grade: str | None, labels: Labels = JAPANESE) -> str:
    """``C 偽薬などとくらべた試験``; "" where there is no grade."""
    return f"{grade} {labels.evidence[grade]}" if grade in labels.evidence else ""


def kind_words(kind: str, labels: Labels = JAPANESE) -> str:
    return str(labels.kinds.get(kind, kind))
