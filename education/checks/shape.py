"""What every page has: an answer in three sentences, its gaps, whom to ask, a neutral face."""

import re
from collections.abc import Iterator

from ..catalogue.entries import Catalogue, Page
from ..categories import EVIDENCE, KINDS, TOPICS, VERDICTS
from ..pages import headings_of
from .problem import Problem, all_pages, name_of

SECTIONS = {
    "ja": ("まだわかっていないこと", "だれに、いつ聞くか"),
    "en": ("What is not known", "Whom to ask, and when"),
}
AUDIENCES = {"patients", "family", "clinicians"}
CLAIMS = range(1, 42)
# An onlooker reads addresses and tab titles.
TELLING = re.compile(
    r"ldn|naltrexone|opioid|fibromyalgia|covid|crohn|sclerosis|cancer|autis|parkinson|hashimoto|cfs"
    r"|pain|fatigue|insomnia|dream|depress|suicid|addict|alcohol|pregnan"
    r"|ナルトレキソン|低用量|オピオイド|麻薬|線維筋|慢性|コロナ|クローン|硬化|がん|癌|自閉|パーキンソン|橋本|甲状腺"
    r"|痛|疲|だるさ|不眠|眠|夢|うつ|自殺|依存|アルコール|妊娠|授乳|てんかん|病(?!院)",
    re.IGNORECASE,
)


def sections(catalogue: Catalogue) -> Iterator[Problem]:
    for page in all_pages(catalogue):
        headings = {heading.text for heading in headings_of(page.body)}
        for wanted in SECTIONS[page.language]:
            if wanted not in headings:
                yield Problem(name_of(page), f"without the section 「{wanted}」")


def summaries(catalogue: Catalogue) -> Iterator[Problem]:
    for page in all_pages(catalogue):
        if len(page.summary) != 3:
            yield Problem(name_of(page), f"the answer has {len(page.summary)} sentences, not 3")
        for at, sentence in enumerate(page.summary, 1):
            ends = len(re.findall(r"。|[.!?](?=\s|\[\^|$)", sentence))
            if ends != 1:
                yield Problem(name_of(page), f"summary {at} is not one sentence: {sentence}")


def neutral_faces(catalogue: Catalogue) -> Iterator[Problem]:
    for page in all_pages(catalogue):
        for face in (page.slug, page.tab_title):
            if match := TELLING.search(face):
                yield Problem(name_of(page), f"tells an onlooker 「{match[0]}」: {face}")


def known_values(catalogue: Catalogue) -> Iterator[Problem]:
    for page in all_pages(catalogue):
        yield from _values_of_page(page)
    slugs = [page.slug for page in catalogue.pages]
    for slug in {slug for slug in slugs if slugs.count(slug) > 1}:
        yield Problem(slug, "two pages have this slug")
    for key, reference in catalogue.references.items():
        if reference.kind not in KINDS:
            yield Problem(f"reference {key}", f"no such kind: {reference.kind}")
        if reference.grade is not None and reference.grade not in EVIDENCE:
            yield Problem(f"reference {key}", f"no such grade: {reference.grade}")


def _values_of_page(page: Page) -> Iterator[Problem]:
    if page.evidence is not None and page.evidence not in EVIDENCE:
        yield Problem(name_of(page), f"no such grade: {page.evidence}")
    if not page.audience or not set(page.audience) <= AUDIENCES:
        yield Problem(name_of(page), f"audience is some of {', '.join(sorted(AUDIENCES))}")
    if page.language == "ja" and page.topic not in TOPICS:
        yield Problem(name_of(page), f"no such topic: {page.topic}")
    if re.search(r"<(?!!--)[a-zA-Z/]", page.body):
        yield Problem(name_of(page), "raw HTML is shown as text")


def claims(catalogue: Catalogue) -> Iterator[Problem]:
    numbers = [claim.number for claim in catalogue.claims]
    for number in CLAIMS:
        if numbers.count(number) != 1:
            yield Problem("claims", f"claim {number} stands there {numbers.count(number)} times")
    for number in sorted(set(numbers) - set(CLAIMS)):
        yield Problem("claims", f"there is no claim {number}")
    for claim in catalogue.claims:
        unknown = set(claim.verdicts) - set(VERDICTS)
        if unknown or not claim.verdicts:
            yield Problem(f"claim {claim.number}", f"no such verdict: {unknown or 'none'}")
        if "[^" not in claim.says:
            yield Problem(f"claim {claim.number}", "its answer has no reference")
        if not claim.pages:
            yield Problem(f"claim {claim.number}", "names no page that says more")
