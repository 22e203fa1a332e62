"""Every line that Tonight can show until it is dealt with, by the key on the patient's row."""

from django.utils.translation import gettext_lazy as _

from diary.comments import notice as comments
from diary.medications import opioid_notice
from diary.reminders import channel_notices
from ldn_app.access import new_looks
from ldn_app.accounts import recovery
from ldn_app.accounts.models import Patient
from ldn_app.accounts.standing_notices import StandingNotice

NOTICES: dict[str, StandingNotice] = {
    recovery.KEY: recovery.NOTICE,
    new_looks.KEY: StandingNotice(
        _("共有した相手の、あたらしい閲覧があります。"),
        _("閲覧の履歴を見る"),
        leads_to="sharing:log",
    ),
    comments.KEY: comments.NOTICE,
    **channel_notices.NOTICES,
    **opioid_notice.NOTICES,
}


def notices_of(patient: Patient) -> list[StandingNotice]:
    """What ``patient`` is told now. A key that is not in the table is passed over."""
    return [NOTICES[key] for key in patient.standing_notices if key in NOTICES]
