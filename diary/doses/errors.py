"""Rules of doses that can be broken; each class is named after its rule."""

from django.utils.translation import gettext_lazy as _

from ldn_app.rules import RuleBroken


class DoseRuleBroken(RuleBroken):
    """A rule of doses was broken."""

    sentence = _("記録できませんでした。もう一度お試しください。")


class AnswerNotUnderstood(DoseRuleBroken):
    """What was typed is no answer; carries the form's own sentence."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class NightNotYetThere(DoseRuleBroken):
    """The dose day lies in the future."""

    sentence = _("まだ来ていない日には記録できません。日付を確かめてください。")


class NightBeforePlan(DoseRuleBroken):
    """No plan covers the dose day."""

    sentence = _("この日は計画の前か後です。計画のページで期間を確かめてください。")


class NotANeighbour(DoseRuleBroken):
    """An answer moves by one dose day at a time."""

    sentence = _("前の日か次の日にだけ移せます。")


class NightAlreadyAnswered(DoseRuleBroken):
    """The dose day to which an answer should move has an answer of its own."""

    sentence = _("移す先の日にはもう記録があります。先にその日の記録を取り消してください。")


class NightRecordedBefore(DoseRuleBroken):
    """The night has another answer already, given on another page or device."""

    sentence = _(
        "この夜は、もう記録してあります。いまの操作では変えていません。"
        "変えるときは「取り消す」か「直す」を押してください。"
    )


class TimeNotYetThere(DoseRuleBroken):
    """The time of a dose lies in the future."""

    sentence = _("まだ来ていない時刻です。飲んだ時刻を確かめてください。")


class TimeOutsideNight(DoseRuleBroken):
    """The time of a dose lies outside its dose day."""

    sentence = _("この日の分として記録できる時刻ではありません。日付を確かめてください。")


class TimeMissing(DoseRuleBroken):
    """Only an answer that is filled in on a later day may leave the time open."""

    sentence = _("飲んだ時刻を入力してください。")


class PageOutOfDate(DoseRuleBroken):
    """The button comes from a page that was opened on an earlier night."""

    sentence = _(
        "前の日に開いた画面だったので、記録しませんでした。"
        "下のボタンの日付を確かめて、もう一度押してください。"
    )


class PlanRuleBroken(DoseRuleBroken):
    """A rule about the plan itself was broken."""


class PlanAlreadyThere(PlanRuleBroken):
    """A patient follows one plan at a time."""

    sentence = _("いまの計画が続いています。先にいまの計画を終わりにしてから入力してください。")


class DayBeforePlanStart(PlanRuleBroken):
    """The event would lie before the first day of its plan."""

    sentence = _("計画のはじまりより前の日です。日付を確かめてください。")


class DayAfterPlanEnd(PlanRuleBroken):
    """The event would lie after the last day of its plan."""

    sentence = _("計画の終わりより後の日です。日付を確かめてください。")


class SameAmount(PlanRuleBroken):
    """A step names the amount that holds already."""

    sentence = _("その日の前と同じ量です。同じ量を続けるときは「量を据え置く」を使ってください。")


class AlreadyPaused(PlanRuleBroken):
    """A pause begins inside a pause."""

    sentence = _("その日はすでにお休み中です。")


class NotPaused(PlanRuleBroken):
    """A return is entered where nothing was paused."""

    sentence = _("その日はお休み中ではありません。日付を確かめてください。")


class SameSlot(PlanRuleBroken):
    """A switch to the time of day that holds already."""

    sentence = _("その日はすでにその時間帯です。")


class StartCannotBeWithdrawn(PlanRuleBroken):
    """A plan without its first line would say nothing."""

    sentence = _("計画のはじめの行は取りやめられません。書きまちがいは「直す」で直してください。")
