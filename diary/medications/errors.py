"""Rules of safety that can be broken; each class is named after its rule."""

from django.utils.translation import gettext_lazy as _

from ldn_app.rules import RuleBroken


class MedicineRuleBroken(RuleBroken):
    """A rule of other medicines was broken."""


class EndsBeforeItBegins(MedicineRuleBroken):
    """The last day of a medicine lies on or after its first."""

    sentence = _("終わった日は、はじめた日と同じか、そのあとの日にしてください。")


class MedicineIsListed(MedicineRuleBroken):
    """A medicine stands on the list once for each time it was begun."""

    sentence = _("同じ名前と、同じはじめた日の薬が、もうあります。")
