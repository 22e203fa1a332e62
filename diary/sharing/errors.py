"""Rules of sharing that can be broken; each class is named after its rule."""

from django.utils.translation import gettext as _

from ldn_app.rules import RuleBroken


class SharingRuleBroken(RuleBroken):
    """A rule of sharing was broken."""


class NothingChosen(SharingRuleBroken):
    def __str__(self) -> str:
        return _("見せるものを1つ以上えらんでください。")


class EndsTooLate(SharingRuleBroken):
    def __str__(self) -> str:
        return _("見せるのは、長くて12か月です。もっと早い日をえらんでください。")


class EndsInThePast(SharingRuleBroken):
    def __str__(self) -> str:
        return _("終わりの日は、きょうより後の日をえらんでください。")


class AlreadyGiven(SharingRuleBroken):
    def __str__(self) -> str:
        return _("もう送ってあります。変えるときは、前のものをやめてから送ってください。")


class OwnAddress(SharingRuleBroken):
    def __str__(self) -> str:
        return _("ご自分のメールアドレスです。見せたい相手のアドレスを書いてください。")


class TooManyInvitations(SharingRuleBroken):
    def __str__(self) -> str:
        return _("きょうはたくさん送りました。あしたまた送ってください。")


class DiaryBegun(SharingRuleBroken):
    """Somebody with a diary of their own cannot become a clinician under the same account."""

    def __str__(self) -> str:
        return _("このアカウントには日記があります。別のメールアドレスで登録してください。")


class InvitationOver(SharingRuleBroken):
    """The invitation was answered, cancelled or over."""

    def __str__(self) -> str:
        return _("この招待は終わりました。もう一度、招待してもらってください。")


class LastOwner(SharingRuleBroken):
    def __str__(self) -> str:
        return _(
            "管理者が1人だけなので、はずせません。先に、ほかのメンバーを管理者にしてください。"
        )


class NotAMember(SharingRuleBroken):
    def __str__(self) -> str:
        return _("この方は、もうメンバーではありません。")


class NotAnOwner(SharingRuleBroken):
    """Whoever asked is no owner any more; for them the address does not exist."""


class ClinicClosed(SharingRuleBroken):
    def __str__(self) -> str:
        return _("この医療機関は、いまは使われていません。医療機関に確かめてください。")


class HandOverFirst(SharingRuleBroken):
    """The only owner of a clinic where others work wants to go."""

    def __str__(self) -> str:
        return _("管理者はあなただけです。先に、ほかのメンバーを管理者にしてください。")
