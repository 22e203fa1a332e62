"""The same word in any spelling finds the same page; what is not there is said honestly."""

import pytest

from education.catalogue.entries import Ingredient
from education.search.folding import fold, words_of
from education.search.index import HitKind, Index
from education.search.lookup import search
from tests.education.samples import catalogue, page


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ナルトレキソン", "なるとれきそん"),
        ("ﾅﾙﾄﾚｷｿﾝ", "ナルトレキソン"),
        ("ＬＤＮ", "ldn"),
        ("ＭＥ／ＣＦＳ", "me/cfs"),
        ("４．５㎎", "4.5mg"),
        ("オピオイド・離脱", "オピオイド 離脱"),
        ("ブプレノルフィン", "ぶぷれのるふぃん"),
    ],
)
def test_spellings_become_one(one, other):
    assert fold(one) == fold(other)


def test_a_query_is_its_words():
    assert words_of("　偽薬　LDN 偽薬 ・ ") == ["偽薬", "ldn"]


@pytest.fixture
def index():
    shelf = catalogue(
        pages=(
            page("first", title="副作用の数字", words=("しびれ",)),
            page("other", title="時間のこと", body="## 眠り\n夜は偽薬でも夢を見ます。"),
        ),
        ingredients=(
            Ingredient(("ジヒドロコデインリン酸塩", "ジヒドロコデイン", "dihydrocodeine"), "first"),
        ),
    )
    return Index(shelf, lambda slug: f"/learn/{slug}/")


@pytest.mark.parametrize("query", ["副作用", "ふくさよう", "フクサヨウ", "副作用　数字"])
def test_kanji_is_found_by_its_reading(index, query):
    assert index.search(query)[0].address == "/learn/first/"


@pytest.mark.parametrize("query", ["偽薬", "ぎやく", "プラセボ", "placebo", "PLACEBO", "plac"])
def test_other_names_find_the_word_and_the_page(index, query):
    found = index.search(query)

    assert "/learn/words/#偽薬" in {one.address for one in found}
    assert "/learn/other/" in {one.address for one in found}


@pytest.mark.parametrize("query", ["ｼﾞﾋﾄﾞﾛｺﾃﾞｲﾝ", "じひどろこでいん", "Dihydrocodeine"])
def test_an_ingredient_leads_to_its_page(index, query):
    first = index.search(query)[0]

    assert (first.kind, first.address) == (HitKind.INGREDIENT, "/learn/first/")


def test_every_word_must_be_there(index):
    assert index.search("副作用 存在しない") == []


def test_the_sentence_that_holds_the_word_is_shown(index):
    [found] = [one for one in index.search("夢") if one.address == "/learn/other/"]

    assert found.passage == "夜は偽薬でも夢を見ます。"


@pytest.mark.parametrize("query", ["", "　", "・", "ぬるぽ"])
def test_nothing_is_nothing(index, query):
    assert index.search(query) == []


@pytest.mark.parametrize(
    "query", ["ナルトレキソン", "なるとれきそん", "naltrexone", "ＬＤＮ", "ldn", "ﾅﾙﾄﾚｷｿﾝ"]
)
def test_the_drug_is_found_under_each_of_its_names(query):
    assert "/learn/what-it-is/" in [one.address for one in search(query)][:3]


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("手術", "/learn/at-the-hospital/"),
        ("しゅじゅつ", "/learn/at-the-hospital/"),
        ("線維筋痛症", "/learn/studies-1/"),
        ("せんいきんつうしょう", "/learn/studies-1/"),
        ("ブロン", "/learn/check-ingredients/"),
        ("トラマドール", "/learn/never-together/"),
        ("個人輸入", "/learn/bringing-in/"),
    ],
)
def test_what_people_look_for_is_found(query, address):
    assert address in [one.address for one in search(query)][:6]
