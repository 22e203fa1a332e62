"""What was ticked as a side effect, in the words of the doctor's pages."""

from django.utils.translation import gettext as _

from diary.symptoms.domain.answers import is_urgent
from diary.symptoms.domain.words import effect_words
from diary.symptoms.models import SideEffect


def tick_words(kind: str, severity: str | None) -> str:
    """``頭痛 軽い``; a red flag stands out, and 「今日はなし」 is an answer of its own."""
    if kind == SideEffect.NONE_TODAY:
        return _("なし")
    if is_urgent(kind):
        return _("【至急】%s") % effect_words(kind)
    level = dict(SideEffect.Severity.choices).get(severity, "")
    return f"{effect_words(kind)} {level}".strip()
