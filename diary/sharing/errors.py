"""The rules of sharing that can be broken."""

from django.utils.translation import gettext as _


class SharingRuleBroken(Exception):
    """``str()`` of it says what to do."""


class NothingChosen(SharingRuleBroken):
    def __str__(self) -> str:
        return _("見せるものを1つ以上えらんでください。")


class EndsTooLate(SharingRuleBroken):
    def __str__(self) -> str:
        return _("見せるのは、長くて12か月です。もっと早い日をえらんでください。")


class EndsInThePast(SharingRuleBroken):
    def __str__(self) -> str:
        return _("終わりの日は、きょうより後の日をえらんでください。")
