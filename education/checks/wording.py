"""Words that sell, promise or reassure. One may stand where its sentence says why."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..catalogue.entries import Catalogue, Page
from .problem import Passage, Problem, all_pages, name_of, passages

FORBIDDEN = re.compile(
    r"効く|効きます|効いた|効きめ|特効薬|効果があります|効果がある|効果的|治る|治ります|治った|治す|治せ|治し(?!療)"
    r"|完治|根治|安全です|安全な|安全に|安心です|安心して|おすすめ|お勧め|お薦め|推奨します|最安|格安|激安"
    r"|通販|購入|ご注文|輸入代行|割引|送料|画期的|奇跡|奇蹟|劇的|魔法|夢の薬|万能|副作用は?が?ありません"
    r"|必ずよくなり|\d\s*円"
)
MARK = "\0"
SENTENCE = re.compile(r"([^。！？\0]*[。！？]*)(\0*)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """``allowed``: forbidden words that may stand in it, with the reason of each."""

    text: str
    allowed: dict[str, str]


def forbidden_words(catalogue: Catalogue) -> Iterator[Problem]:
    allowed_in_head = {
        f"{name_of(page)}, summary {at}": page.allow
        for page in all_pages(catalogue)
        for at in range(1, len(page.summary) + 1)
    }
    for passage in passages(catalogue):
        in_head = allowed_in_head.get(passage.where, {})
        for sentence in sentences(passage):
            yield from _in_sentence(passage.where, sentence, {**in_head, **sentence.allowed})
    for page in all_pages(catalogue):
        yield from _in_titles(page)


def sentences(passage: Passage) -> Iterator[Sentence]:
    """A passage in sentences; an exception belongs to the sentence that it follows."""
    exceptions = [piece.meta for piece in passage.pieces if piece.type == "allowed"]
    text = "".join(MARK if piece.type == "allowed" else piece.content for piece in passage.pieces)
    for match in SENTENCE.finditer(text):
        words, marks = match[1].strip(), len(match[2])
        mine, exceptions = exceptions[:marks], exceptions[marks:]
        if words:
            yield Sentence(words, {one["word"]: one["reason"] for one in mine})


def _in_titles(page: Page) -> Iterator[Problem]:
    for title in (page.title, page.tab_title, page.evidence_note or ""):
        yield from _in_sentence(f"{name_of(page)}, title", Sentence(title, {}), dict(page.allow))


def _in_sentence(where: str, sentence: Sentence, allowed: dict[str, str]) -> Iterator[Problem]:
    for match in FORBIDDEN.finditer(sentence.text):
        reasons = [why for word, why in allowed.items() if word in match[0] or match[0] in word]
        if not reasons:
            yield Problem(where, f"forbidden word {match[0]}: {sentence.text}")
        elif not all(reasons):
            yield Problem(where, f"exception without a reason: {match[0]}")
