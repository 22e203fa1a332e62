"""Rules of reminders that can be broken; each class is named after its rule."""

from django.utils.translation import gettext_lazy as _

from ldn_app.rules import RuleBroken


class ReminderRuleBroken(RuleBroken):
    """A rule of reminders was broken."""


class NightCannotBeAnswered(ReminderRuleBroken):
    """No plan covers the night any more."""

    sentence = _("この夜の分は、いまは記録できません。計画が変わったかもしれません。")


class NightAnsweredOtherwise(ReminderRuleBroken):
    """The night was answered with "not taken"."""

    sentence = _("この夜の分には、もう別の記録があります。変えるときはログインしてください。")


class NotASubscription(ReminderRuleBroken):
    """What a browser sent is no push service of ours, or its keys are none."""
