"""What people and apps write above a column; compared word for word, never guessed."""

from collections.abc import Iterable

from ..domain.typed_text import plain
from .uses import Use

HINTS = {
    Use.DAY: (
        *(
            "日付",
            "日にち",
            "日",
            "年月日",
            "日時",
            "記録日",
            "記録日時",
            "服用日",
            "登録日",
            "月日",
        ),
        *(
            "date",
            "day",
            "datetime",
            "date time",
            "timestamp",
            "date/time",
            "recorded at",
            "dose_day",
            "created at",
        ),
    ),
    Use.TIME: ("時刻", "時間", "服用時刻", "服用時間", "飲んだ時刻", "time", "clock"),
    Use.TAKEN: (
        *("服用", "服薬", "飲んだ", "飲んだか", "服用したか", "内服"),
        *("taken", "dose taken", "took", "medication taken"),
    ),
    Use.AMOUNT: (
        *("量", "服用量", "飲んだ量", "量(mg)", "服用量(mg)", "mg", "用量"),
        *("amount", "dose", "dose (mg)", "dose(mg)", "amount (mg)", "amount_mg", "mg taken"),
    ),
    Use.SLEEP: ("眠り", "眠りの質", "睡眠", "睡眠の質", "sleep", "sleep quality"),
    Use.NOTE: ("メモ", "備考", "日記", "コメント", "note", "notes", "memo", "comment", "comments"),
}
LONG_NAMES = (
    *("項目", "項目名", "種類", "記録", "記録項目", "名前", "症状", "症状名", "指標", "カテゴリ"),
    *("name", "item", "type", "symptom", "metric", "measure", "category", "variable", "tracker"),
)
LONG_VALUES = (
    *("値", "数値", "点数", "強さ", "スコア", "結果", "評価"),
    *("value", "score", "rating", "severity", "level", "result"),
)
# Words that two names may share without meaning the same.
COMMON = {"の", "こと", "記録", "強さ", "度"}


def use_named(name: str) -> Use | None:
    """What the name of a column says; None when it says nothing that we know."""
    written = plain(name)
    return next((use for use, words in HINTS.items() if written in words), None)


def names_a_day(name: str) -> bool:
    return plain(name) in HINTS[Use.DAY]


def near(name: str, others: Iterable[str]) -> str | None:
    """The one of ``others`` that may be the same thing under a longer or shorter name: 「だるさ」
    beside 「だるさ・つかれやすさ」. None when it is the very same, or none is near."""
    mine = _words(name)
    for other in others:
        theirs = _words(other)
        if plain(name) != plain(other) and mine and theirs and _overlap(mine, theirs):
            return other
    return None


def _overlap(mine: set[str], theirs: set[str]) -> bool:
    if mine & theirs:
        return True
    return any(
        len(short) >= 2 and short in long
        for one in mine
        for other in theirs
        for short, long in [sorted((one, other), key=len)]
    )


def _words(name: str) -> set[str]:
    """The parts of a name, without its marks and what is in brackets."""
    written = plain(name)
    for mark in "・/／、,()[]【】「」:：-_ ":
        written = written.replace(mark, "\n")
    return {
        word for word in written.split("\n") if word and word not in COMMON and not word.isdigit()
    }
