"""A quiet line on Tonight while a comment is unread."""

from django.utils.translation import gettext_lazy as _

from ldn_app.accounts.standing_notices import StandingNotice, offer, set_standing

KEY = "comments.unread"


def offer_notice() -> None:
    """Called once, when the site starts. It quotes nothing and names nobody."""
    text = _("先生からのひとことが届いています。")
    offer(KEY, StandingNotice(text, _("ひとことを読む"), leads_to="comments:received"))


def let_notice_stand(patient_id: int, *, unread: bool) -> None:
    set_standing(patient_id, shown={KEY} if unread else set(), among={KEY})
