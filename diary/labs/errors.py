"""Rules of labs that can be broken; each class is named after its rule."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ldn_app.rules import RuleBroken


class LabRuleBroken(RuleBroken):
    """A rule of laboratory results was broken."""


class SlipInTheFuture(LabRuleBroken):
    """A slip is recorded once the blood was taken."""

    sentence = gettext_lazy("まだ来ていない日です。検査を受けた日を選んでください。")


class AboutOneItem(LabRuleBroken):
    """A broken rule about one item; ``item_name`` says which."""

    def __init__(self, item_name: str) -> None:
        super().__init__()
        self.item_name = item_name


class ItemIsRecorded(AboutOneItem):
    """An item has one result a day; another one does not overwrite it unseen."""

    def __init__(self, item_name: str, recorded: str) -> None:
        super().__init__(item_name)
        self.recorded = recorded

    def __str__(self) -> str:
        return _(
            "この日の%(name)sは、もう「%(value)s」と記録しています。直すときは、一覧から開いてください。"
        ) % {"name": self.item_name, "value": self.recorded}


class ItemStandsTwice(AboutOneItem):
    """An item stands on a slip once; GOT and AST are one."""

    def __str__(self) -> str:
        return _("%(name)sが2回あります。どちらか1つにしてください。") % {"name": self.item_name}
