"""Rules of symptoms that can be broken; each class is named after its rule."""

from django.utils.translation import gettext_lazy as _

from ldn_app.rules import RuleBroken


class CheckInRuleBroken(RuleBroken):
    """A rule of the check-in was broken."""


class EffectsAreRecorded(CheckInRuleBroken):
    """「今日はなし」 cannot stand beside side effects of the same day."""

    sentence = _("この日には副作用の記録があります。先にその記録を消してください。")


class NothingToCopy(CheckInRuleBroken):
    """The day before holds no answer that could be copied."""

    sentence = _("前の日の記録がありません。下の質問に、答えられるところから答えてください。")


class AllAnsweredAlready(CheckInRuleBroken):
    """What the day before could fill in was answered already."""

    sentence = _("この日の答えがもう入っています。ちがうところだけ変えてください。")


class SymptomIsFollowedAlready(CheckInRuleBroken):
    """A symptom stands on the list once."""

    sentence = _("その症状は、もう記録しています。")


class TooManySymptoms(CheckInRuleBroken):
    """A list that is too long is not filled in."""

    sentence = _("記録できる症状は20個までです。使わないものを外してから、加えてください。")
