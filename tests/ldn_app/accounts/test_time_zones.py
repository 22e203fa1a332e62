from zoneinfo import ZoneInfo, available_timezones

from ldn_app.accounts.time_zones import time_zone_choices, zone_names, zone_words


def test_japan_comes_first():
    _words, likely = time_zone_choices("Asia/Tokyo")[0]

    assert likely[0] == ("Asia/Tokyo", "日本(東京)")


def test_every_zone_of_the_table_is_there_once_and_exists():
    offered = [name for _group, zones in time_zone_choices("Asia/Tokyo") for name, _words in zones]

    assert len(offered) == len(set(offered))
    assert set(offered) == set(zone_names())
    assert set(offered) <= available_timezones()
    assert ZoneInfo(offered[-1])


def test_every_zone_is_named_in_japanese():
    groups = time_zone_choices("Asia/Tokyo")
    latin = [words for _group, zones in groups for _name, words in zones if words.isascii()]

    assert latin == []
    assert zone_words("America/Argentina/Ushuaia") == "アルゼンチン(ウシュアイア)"


def test_an_old_name_that_somebody_has_stays_among_the_choices():
    groups = time_zone_choices("Japan")

    assert groups[0] == ("いまの設定", [("Japan", "Japan")])
