"""From files to the catalogue: what has not the form of its kind is refused by name."""

from datetime import date

import pytest

from education.catalogue.reading import ContentUnreadable, read_catalogue

PAGE = """---
title: 題
tab_title: 題
summary: [一。, 二。, 三。]
sources: []
written_on: 2026-11-22
---
## 見出し
文。
"""


@pytest.fixture
def folder(tmp_path):
    place = tmp_path / "content" / "ja" / "care"
    place.mkdir(parents=True)
    (place / "timing.md").write_text(PAGE, encoding="utf-8")
    return tmp_path


def test_a_page_takes_slug_and_topic_from_its_place(folder):
    [page] = read_catalogue(folder).pages

    assert (page.slug, page.topic, page.language) == ("timing", "care", "ja")
    assert page.written_on == date(2026, 11, 22)
    assert page.body == "## 見出し\n文。\n"


def test_a_kind_may_be_split_over_files(folder):
    entry = "{kind: rct, title: t, pmid: 123, authors: Younger J}"
    (folder / "references.yaml").write_text(f"a-2020: {entry}")
    (folder / "references_japan.yaml").write_text(f"b-2020: {entry}")

    references = read_catalogue(folder).references

    assert set(references) == {"a-2020", "b-2020"}
    assert references["a-2020"].pmid == "123"
    assert references["a-2020"].authors == ("Younger J",)


def test_on_is_a_key_and_no_truth(folder):
    (folder / "changes.yaml").write_text("- {on: 2026-11-22, what: 書いた}")

    [change] = read_catalogue(folder).changes

    assert change.on == date(2026, 11, 22)


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("content/ja/care/timing.md", "文だけ", "timing.md: no front matter"),
        ("content/ja/care/timing.md", PAGE.replace("sources", "source"), "source"),
        ("references.yaml", "a: {kind: rct, title: t}\na: {kind: rct, title: t}", "twice"),
        ("references_more.yaml", "a: {kind: rct, title: t, colour: red}", "colour"),
        ("glossary.yaml", "a: b", "not a list"),
        ("ruby.yaml", "- a", "not a mapping"),
        ("figures.yaml", "a: {kind: pie, title: t}", "kind is one of"),
        ("claims.yaml", "- {number: 1", "claims.yaml"),
    ],
)
def test_a_file_without_its_form_is_refused_by_name(folder, name, text, words):
    (folder / name).write_text(text, encoding="utf-8")

    with pytest.raises(ContentUnreadable, match=words):
        read_catalogue(folder)


def test_a_key_in_two_files_is_refused(folder):
    for name in ("ruby.yaml", "ruby_more.yaml"):
        (folder / name).write_text("夢: ゆめ", encoding="utf-8")

    with pytest.raises(ContentUnreadable, match="another file"):
        read_catalogue(folder)
