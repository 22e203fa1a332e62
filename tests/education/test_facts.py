"""No sentence about the medicine without where and when it was read."""

from datetime import date

import pytest

from education.facts import SECTIONS
from tests.ldn_app.ui.markup import Markup

FACTS = [fact for section in SECTIONS for fact in section.facts]
# Selling, promising and advising words that must never stand on the page.
FORBIDDEN = ("安全です", "効きます", "治ります", "円", "購入", "通販", "クリニック", "輸入代行")


@pytest.mark.parametrize("fact", FACTS, ids=lambda fact: str(fact.text)[:20])
def test_every_fact_has_a_source_and_a_day(fact):
    assert fact.sources
    assert all(str(source.title) for source in fact.sources)
    assert isinstance(fact.checked_on, date)


def test_negative_trials_and_the_missing_approval_are_told():
    text = "".join(str(fact.text) for fact in FACTS)

    assert "日本で承認されたナルトレキソンの製品は、見つかりませんでした" in text
    assert "偽薬との差が確認されませんでした" in text
    assert "オピオイドの痛み止めと、いっしょに使ってはいけません" in text
    assert "かぜ薬" in text


@pytest.mark.django_db
def test_the_page_shows_every_fact_with_its_sources_to_everybody(client, django_assert_num_queries):
    with django_assert_num_queries(0):
        response = client.get("/learn/")

    text = response.content.decode()
    assert Markup(text).complaints == []
    assert "<title>まなぶ – 記録ノート</title>" in text
    assert text.count("出典:") == len(FACTS)
    assert text.count("確認日: 2026年11月22日(日)") == len(FACTS)
    assert "医師か薬剤師" in text


@pytest.mark.django_db
@pytest.mark.parametrize("word", FORBIDDEN)
def test_the_page_sells_and_promises_nothing(client, word):
    assert word not in client.get("/learn/").content.decode()
