"""A quiet line on Tonight: somebody looked since the patient last read the log."""

from django.utils.translation import gettext_lazy as _

from ldn_app.accounts.models import Patient
from ldn_app.accounts.standing_notices import StandingNotice, let_stand, offer, set_standing

KEY = "sharing.new_looks"


def offer_notice() -> None:
    """Called once, when the site starts."""
    text = _("共有した相手の、あたらしい閲覧があります。")
    offer(KEY, StandingNotice(text, _("閲覧の履歴を見る"), leads_to="sharing:log"))


def tell_of_look(patient: Patient) -> None:
    """Somebody looked; asks nothing of the database while the line stands already."""
    let_stand(patient, KEY)


def log_was_read(patient: Patient) -> None:
    """The patient sees the log; call it before the log is read, so that no look in between is
    passed over in silence."""
    if KEY in patient.standing_notices:
        set_standing(patient.pk, shown=(), among={KEY})
