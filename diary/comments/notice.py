"""A quiet line on Tonight while a comment is unread."""

from django.utils.translation import gettext_lazy as _

from ldn_app.accounts.standing_notices import StandingNotice, set_standing

KEY = "comments.unread"
# It quotes nothing and names nobody.
NOTICE = StandingNotice(
    _("先生からのひとことが届いています。"), _("ひとことを読む"), leads_to="comments:received"
)


def let_notice_stand(patient_id: int, *, unread: bool) -> None:
    set_standing(patient_id, shown={KEY} if unread else set(), among={KEY})
