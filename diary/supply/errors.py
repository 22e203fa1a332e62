"""Broken rules of this room; ``str()`` gives the Japanese sentence."""

from django.utils.translation import gettext_lazy as _


class SupplyRuleBroken(Exception):
    """A rule of this room was broken."""

    sentence = _("保存できませんでした。もう一度お試しください。")

    def __str__(self) -> str:
        return str(self.sentence)


class ObtainedInTheFuture(SupplyRuleBroken):
    """What was obtained is recorded once it is there."""

    sentence = _("まだ来ていない日です。受け取った日を選んでください。")


class SupplyIsRecorded(SupplyRuleBroken):
    """The same lot of the same day stands there once."""

    sentence = _("同じ日の、同じ薬がもう記録されています。直すときは、一覧から開いてください。")
