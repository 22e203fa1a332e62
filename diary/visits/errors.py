"""Broken rules of this room; ``str()`` gives the Japanese sentence."""

from django.utils.translation import gettext_lazy as _


class VisitRuleBroken(Exception):
    """Each is named after its rule."""

    sentence = _("保存できませんでした。もう一度お試しください。")

    def __str__(self) -> str:
        return str(self.sentence)


class VisitInTheFuture(VisitRuleBroken):
    """A visit has happened once its day has come."""

    sentence = _("まだ来ていない日です。受診した日を選んでください。")


class VisitThereAlready(VisitRuleBroken):
    """One visit for each day and clinic."""

    sentence = _("その日の受診は、もう入っています。日付か病院の名前を確かめてください。")
