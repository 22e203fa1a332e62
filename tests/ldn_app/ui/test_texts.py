import pytest

from ldn_app.ui.texts import without_addresses


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("総務省消防庁 https://www.fdma.go.jp/", "総務省消防庁"),
        (
            "添付文書(DailyMed 74087d2f-468d-4de1-a2fc-a489d0f2abef、2024-10-15更新)",
            "添付文書(DailyMed、2024-10-15更新)",
        ),
        ("毎日新聞 2022-08-26の掲載 https://mainichi.jp/a/b_c", "毎日新聞 2022-08-26の掲載"),
        ("", ""),
    ],
)
def test_a_source_is_read_without_addresses_and_numbers(source, words):
    assert without_addresses(source) == words
