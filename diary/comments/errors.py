"""Rules of comments that can be broken; each class is named after its rule."""

from django.utils.translation import gettext as _

from ldn_app.rules import RuleBroken


class CommentRuleBroken(RuleBroken):
    """A rule of comments was broken."""


class AlreadySent(CommentRuleBroken):
    """The same form came with other words."""

    def __str__(self) -> str:
        return _(
            "この画面からは、もう送ってあります。いま書いた文は、まだ送っていません。"
            "送るときは、もう一度押してください。"
        )


class TooManyComments(CommentRuleBroken):
    def __str__(self) -> str:
        return _("1つの医療機関から送れるのは、24時間に10回までです。あしたまた送ってください。")


class AlreadyRead(CommentRuleBroken):
    def __str__(self) -> str:
        return _("患者さんがもう読んだので、取り消せません。")
