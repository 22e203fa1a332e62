"""What the foot of the page says about the record and the medicine. Every fact has a source."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from .labels import plain_day

CHECKED_ON = date(2026, 11, 22)


@dataclass(frozen=True, slots=True)
class StatusFact:
    """A sentence with where it was read; a weak source says that it is one."""

    sentence: str
    source: str


def status_facts() -> tuple[StatusFact, ...]:
    return (
        StatusFact(
            _("ナルトレキソンは国内未承認薬です。低用量での効能は日本・米国・EUとも未承認です。"),
            _("国内の状況は二次資料(雑誌記事の編集注)による。公的な文書は未確認"),
        ),
        StatusFact(
            _("オピオイド拮抗薬です。オピオイド鎮痛薬を使っている人には禁忌です。"),
            _("米国添付文書 DailyMed 74087d2f、2024年10月15日更新、50mg錠"),
        ),
    )


def status_lines() -> tuple[str, ...]:
    """First what this page is, then the facts with their sources."""
    what_it_is = _(
        "患者本人が入力した記録の集計です。診断や処方の提案ではありません。日付は古い順です。"
    )
    facts = [
        _("%(sentence)s(%(source)s。%(day)s確認)")
        % {
            "sentence": fact.sentence,
            "source": fact.source,
            "day": plain_day(CHECKED_ON),
        }
        for fact in status_facts()
    ]
    return (what_it_is, *facts)
