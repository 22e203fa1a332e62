"""Broken rules of this room; each is named after its rule and carries a sentence for people."""

from django.utils.translation import gettext_lazy as _


class ReminderRuleBroken(Exception):
    """``str()`` gives the Japanese sentence."""

    sentence = _("保存できませんでした。もう一度お試しください。")

    def __str__(self) -> str:
        return str(self.sentence)


class NightCannotBeAnswered(ReminderRuleBroken):
    """No plan covers the night any more."""

    sentence = _("この夜の分は、いまは記録できません。計画が変わったかもしれません。")


class NightAnsweredOtherwise(ReminderRuleBroken):
    """The night was answered with "not taken"."""

    sentence = _("この夜の分には、もう別の記録があります。変えるときはログインしてください。")


class NotASubscription(ReminderRuleBroken):
    """What a browser sent is no push service of ours, or its keys are none."""
