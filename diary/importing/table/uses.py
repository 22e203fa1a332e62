"""What a column of a table can be."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

SYMPTOM_PREFIX = "symptom-"


class Use(StrEnum):
    """What a column can be, besides one of the patient's symptoms (``symptom-<number>``)."""

    IGNORE = "ignore"
    DAY = "day"
    TIME = "time"
    TAKEN = "taken"
    AMOUNT = "amount"
    SLEEP = "sleep"
    NOTE = "note"
    NEW = "new"


WORDS = {
    Use.IGNORE: _("取り込まない"),
    Use.DAY: _("日付"),
    Use.TIME: _("時刻(夜中の分を前の夜に入れるため)"),
    Use.TAKEN: _("飲んだかどうか"),
    Use.AMOUNT: _("飲んだ量(mg)"),
    Use.SLEEP: _("眠りの質(0〜10、10がよい)"),
    Use.NOTE: _("メモ"),
    Use.NEW: _("新しい症状の強さ(0〜10)"),
}
