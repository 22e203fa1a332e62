"""Each check finds the fault that was planted, and nothing in a sample without one."""

from datetime import date

import pytest

from education.catalogue.entries import Ingredient, MustKnow, PageChange
from education.checks.dates import past_due, review_dates
from education.checks.everything import CHECKS, problems
from education.checks.links import inward_links, outward_links, terms_and_figures
from education.checks.references import (
    doubled_references,
    malformed_references,
    numbers_without_a_note,
    sources_of_pages,
    unknown_notes,
    unused_references,
)
from education.checks.shape import claims, known_values, neutral_faces, sections, summaries
from education.checks.wording import forbidden_words
from tests.education.samples import (
    BODY,
    catalogue,
    page,
    reference,
    with_claim,
    with_page,
    with_reference,
    with_text,
)

DAY = date(2026, 11, 22)
KNOWN = catalogue().references
SENTENCE = ("一つ。", "二つ。", "三つ。")

# check → a planted fault, and words of what is said about it
PLANTED = [
    (unknown_notes, with_text("文です。[^nobody-2020]"), "nobody-2020"),
    (unknown_notes, with_claim(7, says="文です。[^nobody-2020]"), "claim 7"),
    (unused_references, catalogue(references={**KNOWN, "idle": reference("idle")}), "idle"),
    (malformed_references, with_reference(doi="doi:10.1002/x"), "doi is malformed"),
    (malformed_references, with_reference(doi="10.1002/art.37734."), "doi is malformed"),
    (malformed_references, with_reference(pmid="PMID 123"), "pmid is malformed"),
    (malformed_references, with_reference(pmcid="6313374"), "pmcid is malformed"),
    (malformed_references, with_reference(checked_on=None), "when and how"),
    (malformed_references, with_reference(shows=None), "what it shows"),
    (
        doubled_references,
        catalogue(references={k: reference(k, pmid="19453963") for k in KNOWN}),
        "pmid stands on 2",
    ),
    (
        doubled_references,
        catalogue(references={k: reference(k, doi="10.1002/ART.1"[:13]) for k in KNOWN}),
        "doi stands on 2",
    ),
    (sources_of_pages, with_page(sources=("younger-2013",)), "not in sources: final-2024"),
    (sources_of_pages, with_page(sources=(*KNOWN, "idle")), "not used: idle"),
    (numbers_without_a_note, with_text("37人が夢を見ました。"), "37人"),
    (numbers_without_a_note, with_text("- ４．５ mgです。"), "first"),
    (numbers_without_a_note, with_text("| a | b |\n| - | - |\n| 夢 | 37 |"), "37"),
    (numbers_without_a_note, with_page(summary=("3人です。", *SENTENCE[1:])), "summary 1"),
    (review_dates, with_page(review_due=None), "review_due"),
    (review_dates, with_page(reviewed_on=date(2026, 11, 21)), "out of order"),
    (review_dates, with_page(review_due=DAY), "out of order"),
    (forbidden_words, with_text("この薬は効きます。"), "効きます"),
    (forbidden_words, with_text("安全です。<!-- allow 治る: 引用 -->"), "安全です"),
    (forbidden_words, with_text("治ります。[^final-2024]<!-- allow 治る: -->"), "forbidden word"),
    (forbidden_words, with_text("効く。<!-- allow 効く: 引用 --> 効く。"), "forbidden word"),
    (forbidden_words, with_page(title="治る話"), "title"),
    (forbidden_words, with_page(summary=("おすすめです。", *SENTENCE[1:])), "おすすめ"),
    (forbidden_words, with_text("3000円です。"), "0円"),
    (outward_links, with_text("[店](https://www.ldn-shop.example/buy)"), "sells"),
    (outward_links, with_text("[だれか](https://blog.example.com/)"), "nobody vouched"),
    (outward_links, with_text("[だれか](http://www.mhlw.go.jp/)"), "https"),
    (outward_links, with_text("[新聞](https://mainichi.jp/a)"), "nobody vouched"),
    (outward_links, with_reference(url="https://some-clinic.example.jp/"), "sells"),
    (inward_links, with_text("[あれ](page:nowhere)"), "no such page: nowhere"),
    (inward_links, with_text("[あれ](page:other#ない見出し)"), "no such heading"),
    (inward_links, with_text("[あれ](claim:99)"), "no such claim: 99"),
    (inward_links, with_claim(3, pages=("nowhere",)), "claim 3"),
    (inward_links, catalogue(changes=(PageChange(DAY, "直した", ("nowhere",)),)), "nowhere"),
    (inward_links, catalogue(ingredients=(Ingredient(("コデイン",), "nowhere"),)), "コデイン"),
    (inward_links, catalogue(must_knows=(MustKnow("文。", "nowhere"),)), "must-know"),
    (terms_and_figures, with_text("[[ないことば]]です。"), "ないことば"),
    (terms_and_figures, with_text("{{figure: nothing}}"), "nothing"),
    (sections, with_page(body=BODY.replace("まだわかっていないこと", "ほか")), "まだわかって"),
    (sections, with_page(body=BODY.replace("だれに、いつ聞くか", "ほか")), "だれに"),
    (summaries, with_page(summary=SENTENCE[:2]), "2 sentences"),
    (summaries, with_page(summary=("一つ。二つ。", "三つ。", "四つ。")), "not one sentence"),
    (neutral_faces, with_page(tab_title="痛みの研究"), "痛"),
    (neutral_faces, catalogue(pages=(page("ldn-basics"), page("other"))), "ldn"),
    (neutral_faces, with_page(tab_title="ナルトレキソン"), "ナルトレキソン"),
    (known_values, with_page(evidence="H"), "no such grade"),
    (known_values, with_page(audience=("everybody",)), "audience"),
    (known_values, with_reference(kind="rumour"), "no such kind"),
    (known_values, with_text("<b>太い</b>です。"), "raw HTML"),
    (claims, catalogue(claims=catalogue().claims[:-1]), "claim 41"),
    (claims, with_claim(5, verdicts=("true",)), "claim 5"),
    (claims, with_claim(5, says="出典がありません。"), "no reference"),
]


def test_the_sample_has_no_fault():
    assert problems(catalogue()) == []


@pytest.mark.parametrize(
    ("check", "faulty", "words"), PLANTED, ids=[f"{c.__name__}: {w}" for c, _, w in PLANTED]
)
def test_a_planted_fault_is_found(check, faulty, words):
    found = [str(problem) for problem in check(faulty)]

    assert any(words in problem for problem in found), found


def test_every_check_has_a_planted_fault():
    assert {check for check, _, _ in PLANTED} == set(CHECKS)


@pytest.mark.parametrize(
    "text",
    [
        "「効く」と言われます。[^final-2024]<!-- allow 効く: よくある主張を引いた -->",
        "119に電話してください。",
        "COVID-19とTLR4とSF-36のことです。",
        "2段階の確認です。<!-- allow 数字: この画面の説明 -->",
        "表の前の文です。[^final-2024]\n\n| a | b |\n| - | - |\n| 夢 | 37 |",
        "[国の情報](https://www.yakubutsu.mhlw.go.jp/)です。",
    ],
)
def test_what_is_in_order_passes(text):
    assert problems(with_text(text)) == []


def test_a_page_past_its_review_is_listed_and_no_problem():
    old = with_page(review_due=date(2026, 12, 1))

    assert problems(old) == []
    assert [one.slug for one in past_due(old, today=date(2026, 12, 2))] == ["first"]
    assert past_due(old, today=date(2026, 12, 1)) == []
