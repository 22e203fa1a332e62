"""The time zones to choose from: the likely ones first, by their Japanese names."""

from functools import cache
from importlib import resources

from babel import Locale
from babel.dates import get_timezone_location
from django.utils.translation import gettext as _

Choices = list[tuple[str, str]]


def time_zone_choices(current: str) -> list[tuple[str, Choices]]:
    """Groups of (IANA name, words) for a select; ``current`` is among them in any case."""
    likely = _likely()
    known = {name for name, _words in likely}
    groups = [(_("よく使われるもの"), likely)]
    for region, words in _regions().items():
        rest = [
            (name, _place(name))
            for name in zone_names()
            if name.startswith(f"{region}/") and name not in known
        ]
        groups.append((words, rest))
    if current not in known and current not in zone_names():
        groups.insert(0, (_("いまの設定"), [(current, current)]))
    return groups


def zone_words(name: str) -> str:
    """``Asia/Tokyo`` as 「日本(東京)」; a zone without Japanese words as its place."""
    return dict(_likely()).get(name) or _place(name) or name


@cache
def zone_names() -> tuple[str, ...]:
    """The zones of the IANA table, without old aliases, in alphabetical order."""
    return tuple(sorted({name for _country, name in _zone_table()}))


def _zone_table() -> list[tuple[str, str]]:
    """Country code and zone, line by line."""
    table = resources.files("tzdata").joinpath("zoneinfo", "zone.tab").read_text("utf-8")
    lines = [line.split("\t") for line in table.splitlines() if not line.startswith("#")]
    return [(columns[0], columns[2]) for columns in lines]


@cache
def _place(name: str) -> str:
    """``America/Argentina/Ushuaia`` as 「アルゼンチン(ウシュアイア)」, in CLDR's words."""
    if name not in zone_names():
        return name.partition("/")[2].replace("_", " ").replace("/", " / ")
    city = get_timezone_location(name, "ja", return_city=True).removesuffix("時間")
    country = _countries().get(name, "")
    return f"{country}({city})" if country and country != city else city


@cache
def _countries() -> dict[str, str]:
    """The country of each zone of the IANA table, in Japanese."""
    words = Locale("ja").territories
    return {name: words.get(country, "") for country, name in _zone_table()}


def _likely() -> Choices:
    return [
        ("Asia/Tokyo", _("日本(東京)")),
        ("Asia/Seoul", _("韓国(ソウル)")),
        ("Asia/Taipei", _("台湾(台北)")),
        ("Asia/Shanghai", _("中国(上海・北京)")),
        ("Asia/Hong_Kong", _("香港")),
        ("Asia/Manila", _("フィリピン(マニラ)")),
        ("Asia/Singapore", _("シンガポール")),
        ("Asia/Bangkok", _("タイ(バンコク)")),
        ("Asia/Ho_Chi_Minh", _("ベトナム(ホーチミン)")),
        ("Asia/Jakarta", _("インドネシア(ジャカルタ)")),
        ("Asia/Kolkata", _("インド")),
        ("Asia/Dubai", _("アラブ首長国連邦(ドバイ)")),
        ("Australia/Sydney", _("オーストラリア(シドニー)")),
        ("Pacific/Auckland", _("ニュージーランド(オークランド)")),
        ("Pacific/Honolulu", _("ハワイ(ホノルル)")),
        ("Pacific/Guam", _("グアム")),
        ("America/Los_Angeles", _("アメリカ西部(ロサンゼルス)")),
        ("America/Chicago", _("アメリカ中部(シカゴ)")),
        ("America/New_York", _("アメリカ東部(ニューヨーク)")),
        ("America/Vancouver", _("カナダ西部(バンクーバー)")),
        ("America/Toronto", _("カナダ東部(トロント)")),
        ("America/Sao_Paulo", _("ブラジル(サンパウロ)")),
        ("Europe/London", _("イギリス(ロンドン)")),
        ("Europe/Paris", _("フランス(パリ)")),
        ("Europe/Berlin", _("ドイツ(ベルリン)")),
    ]


def _regions() -> dict[str, str]:
    return {
        "Asia": _("アジア"),
        "Europe": _("ヨーロッパ"),
        "America": _("南北アメリカ"),
        "Africa": _("アフリカ"),
        "Australia": _("オーストラリア"),
        "Pacific": _("太平洋"),
        "Indian": _("インド洋"),
        "Atlantic": _("大西洋"),
        "Antarctica": _("南極"),
        "Arctic": _("北極"),
    }
