"""The base of every broken rule of the record.

A service raises one before it writes anything; a view shows its sentence beside what was typed.
"""

from django.utils.translation import gettext_lazy as _


class RuleBroken(Exception):
    """A rule was broken and nothing was written. ``str()`` is a Japanese sentence for the person
    who tried: what is wrong, and what to do."""

    sentence = _("保存できませんでした。もう一度お試しください。")

    def __str__(self) -> str:
        return str(self.sentence)
