"""What Tonight says while the last answer about opioids is "using" or "unsure"."""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from ldn_app.access.viewer import Viewer
from ldn_app.accounts.standing_notices import StandingNotice, set_standing

from .models import OpioidAnswer

Answer = OpioidAnswer.Answer
MEANS = _(
    "LDNと重なると、痛み止めがきかなくなったり、急に激しい離脱の症状が出たりすることがあります。"
)
SENTENCES = {
    f"safety.opioid_{Answer.USING}": (
        _("オピオイドの薬を使っている、と答えています。"),
        MEANS,
        _("すぐに、主治医か薬剤師に電話して、薬の名前を伝えてください。"),
    ),
    f"safety.opioid_{Answer.UNSURE}": (
        _("オピオイドの薬を使っているか分からない、と答えています。"),
        MEANS,
        _("薬の箱かお薬手帳を、主治医か薬剤師に見せて、聞いてください。"),
    ),
}
ACTION = _("答えと説明を見る")
NOTICES = {
    key: StandingNotice(format_lazy("{}{}{}", *sentences), ACTION, leads_to="safety:opioids")
    for key, sentences in SENTENCES.items()
}


def show_opioid_notice(viewer: Viewer) -> None:
    """Let Tonight say what follows from the viewer's last answer. Call it after any change."""
    last = OpioidAnswer.last_of(viewer)
    shown = {f"safety.opioid_{last.answer}"} if last else set()
    set_standing(viewer.patient_id, shown=shown & NOTICES.keys(), among=NOTICES)
