"""How to read the charts, in one line each."""

from django.utils.translation import gettext as _

from ..domain.weeks import ENOUGH_VALUES


def staircase_key(*, plan_shown: bool) -> str:
    nights = _("長い縦線 当夜に記録 / 短い縦線 後日に記録 / × 飲まなかった / 空白 未記録")
    if not plan_shown:
        return _("○ 飲んだ量 / ") + nights
    return _("太線 計画の量 / ") + nights + _(" / ○ 別の量 / 点線 変更 / 斜線 お休み")


def band_key() -> str:
    words = _("太線 週の中央値 / 帯と( ) 25–75%% / ◇ 記録が%s日に満たない週 / 上の太線 お休み")
    return words % ENOUGH_VALUES


def degree_key() -> str:
    return _("枠の高さ 答えた日数(7日まで) / 斜線 少し / 黒 強い / 枠だけ なし / 空白 未記録")


def severity_key() -> str:
    return _(
        "枠の高さ 答えた日数 / 粗い斜線 軽い / 細かい斜線 つらい / "
        "黒 とてもつらい・至急のしるし / 枠だけ なし"
    )
