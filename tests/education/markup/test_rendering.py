"""From Markdown to clean HTML: notes and words that open in place, readings, links, tables."""

import pytest

from education.figures.drawing import figure_html
from education.markup.numbering import Numbering
from education.markup.rendering import Renderer
from tests.education.samples import catalogue, with_reference
from tests.ldn_app.ui.markup import Markup


@pytest.fixture
def renderer():
    shelf = catalogue()

    def draw(key, numbering):
        return figure_html(shelf.figures[key], shelf.references, numbering)

    return Renderer(shelf, lambda slug: f"/learn/{slug}/", draw)


def line(renderer, markdown, language="ja"):
    return renderer.line(markdown, Numbering(language))


def test_a_note_is_a_button_that_opens_what_was_read(renderer):
    html = line(renderer, "差はありません。[^younger-2013]")

    page = Markup(html)
    assert page.complaints == []
    [opener] = page.all("button", class_="note")
    [opened] = page.all("span", popover="auto")
    assert opener["popovertarget"] == opened["id"] == "n1"
    assert opener["aria-label"] == "出典1"
    assert "31人で調べた。" in html
    assert page.all("button", popovertargetaction="hide")


def test_a_note_leads_to_where_it_can_be_read():
    shelf = with_reference(doi="10.1002/art.37734", pmid="1")
    renderer = Renderer(shelf, lambda slug: slug, lambda key, numbering: "")

    [link] = Markup(line(renderer, "文。[^younger-2013]")).all("a")

    assert link["href"] == "https://doi.org/10.1002/art.37734"


def test_a_source_keeps_its_number_and_each_place_has_its_own_name(renderer):
    html = line(renderer, "一。[^final-2024] 二。[^younger-2013] 三。[^final-2024]")

    page = Markup(html)
    assert page.complaints == []
    assert [one["popovertarget"] for one in page.all("button", class_="note")] == [
        *("n1", "n2", "n1-2")
    ]


def test_a_word_opens_its_sentence(renderer):
    html = line(renderer, "[[偽薬|にせの薬]]とくらべます。")

    page = Markup(html)
    assert page.complaints == []
    assert page.all("button", class_="term")
    assert "偽薬(ぎやく)" in html
    assert "成分が入っていないもの。" in html
    assert ">にせの薬</button>" in html


def test_readings_stand_above_reviewed_words_and_are_read_aloud_once(renderer):
    html = line(renderer, "夢と悪夢と偽薬")

    assert html.count("<ruby>") == 2
    assert '<ruby>夢<rp>(</rp><rt aria-hidden="true">ゆめ</rt><rp>)</rp></ruby>と悪夢' in html


def test_no_tag_of_an_author_reaches_the_page(renderer):
    html = renderer.blocks(
        '<script>alert(1)</script>\n\n<p style="x" onclick="y">[x](javascript:alert)</p>',
        Numbering(),
    )

    page = Markup(html)
    assert page.complaints == []
    assert not page.all("script")
    assert not page.all("a")


def test_links_lead_to_pages_claims_and_outside(renderer):
    html = line(renderer, "[a](page:other#見出し) [b](claim:17) [c](https://doi.org/10.1/x)")

    links = Markup(html).all("a")
    assert [one["href"] for one in links] == [
        "/learn/other/#%E8%A6%8B%E5%87%BA%E3%81%97",
        "/learn/claims/#claim-17",
        "https://doi.org/10.1/x",
    ]
    assert links[2]["rel"] == "noopener noreferrer"


def test_blocks_have_anchors_tables_can_be_scrolled_and_figures_are_drawn(renderer):
    numbering = Numbering()

    html = renderer.blocks(
        "## 眠り の変化\n\n| a | b |\n| - | - |\n| 夢 | 37 |\n\n{{figure: dreams}}\n", numbering
    )

    page = Markup(html)
    assert page.complaints == []
    assert page.all("h2", id="眠りの変化")
    assert page.all("div", class_="table", tabindex="0")
    assert page.all("svg", role="img")
    assert page.all("details")
    assert numbering.numbers == {"younger-2013": 1}


def test_an_english_text_has_english_words_around_it_and_no_readings(renderer):
    html = line(renderer, "It is 偽薬.[^younger-2013]", "en")

    assert "Source 1" in html
    assert "Close" in html
    assert "<ruby>" not in html
    assert "31人で調べた。" not in html


def test_an_exception_leaves_no_trace(renderer):
    html = line(renderer, "「効く」と言われます。<!-- allow 効く: 引用 -->")

    assert html == "「効く」と言われます。"
