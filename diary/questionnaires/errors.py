"""Rules of questionnaires that can be broken; each class is named after its rule."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ldn_app.rules import RuleBroken


class ScoreRuleBroken(RuleBroken):
    """A rule of scores was broken."""


class ScoreInTheFuture(ScoreRuleBroken):
    """A questionnaire is recorded once it was answered."""

    sentence = gettext_lazy("まだ来ていない日です。答えた日を選んでください。")


class ScoreIsRecorded(ScoreRuleBroken):
    """A scale has one score a day; another one does not overwrite it unseen."""

    def __init__(self, scale: str, recorded: str) -> None:
        super().__init__()
        self.scale = scale
        self.recorded = recorded

    def __str__(self) -> str:
        return _(
            "この日の点数は、もう「%(value)s」と記録しています。直すときは、一覧から開いてください。"
        ) % {"value": self.recorded}
