"""Rules of supply that can be broken; each class is named after its rule."""

from django.utils.translation import gettext_lazy as _

from ldn_app.rules import RuleBroken


class SupplyRuleBroken(RuleBroken):
    """A rule of supply was broken."""


class ObtainedInTheFuture(SupplyRuleBroken):
    """What was obtained is recorded once it is there."""

    sentence = _("まだ来ていない日です。受け取った日を選んでください。")


class SupplyIsRecorded(SupplyRuleBroken):
    """The same lot of the same day stands there once."""

    sentence = _("同じ日の、同じ薬がもう記録されています。直すときは、一覧から開いてください。")
