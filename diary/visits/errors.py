"""Rules of visits that can be broken; each class is named after its rule."""

from django.utils.translation import gettext_lazy as _

from ldn_app.rules import RuleBroken


class VisitRuleBroken(RuleBroken):
    """A rule of visits was broken."""


class VisitInTheFuture(VisitRuleBroken):
    """A visit has happened once its day has come."""

    sentence = _("まだ来ていない日です。受診した日を選んでください。")


class VisitThereAlready(VisitRuleBroken):
    """One visit for each day and clinic."""

    sentence = _("その日の受診は、もう入っています。日付か病院の名前を確かめてください。")
