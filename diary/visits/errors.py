"""Broken rules of this room; ``str()`` gives the Japanese sentence."""

from django.utils.translation import gettext_lazy as _


class VisitInTheFuture(Exception):
    """A visit is recorded once it has taken place."""

    sentence = _("まだ来ていない日です。受診した日を選んでください。")

    def __str__(self) -> str:
        return str(self.sentence)
