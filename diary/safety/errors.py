"""Broken rules of this room; ``str()`` gives the Japanese sentence."""

from django.utils.translation import gettext_lazy as _


class MedicineRuleBroken(Exception):
    """A rule of this room was broken."""

    sentence = _("保存できませんでした。もう一度お試しください。")

    def __str__(self) -> str:
        return str(self.sentence)


class EndsBeforeItBegins(MedicineRuleBroken):
    """The last day of a medicine lies on or after its first."""

    sentence = _("終わった日は、はじめた日と同じか、そのあとの日にしてください。")


class MedicineIsListed(MedicineRuleBroken):
    """A medicine stands on the list once for each time it was begun."""

    sentence = _("同じ名前と、同じはじめた日の薬が、もうあります。")
