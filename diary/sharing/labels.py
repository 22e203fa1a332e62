"""Grants and looks in words."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from ldn_app.access.models import AccessEvent, AccessKind, ShareCategory, ShareGrant
from ldn_app.ui.dates import full_day_label, short_clock_label

SEPARATOR = "・"


def whom_words(grant: ShareGrant) -> str:
    if grant.kind == ShareGrant.Kind.CLINIC:
        return grant.clinic.name
    if grant.kind == ShareGrant.Kind.PERSON:
        return grant.invited_email
    if grant.kind == ShareGrant.Kind.LINK:
        return _("ほかのアプリに渡すリンク")
    return _("診察室で(QRと番号)")


def category_words(grant: ShareGrant) -> str:
    return SEPARATOR.join(
        str(label) for name, label in ShareCategory.choices if name in grant.categories
    )


def days_words(grant: ShareGrant) -> str:
    if grant.rolling_days:
        return _("いちばん新しい%s日") % grant.rolling_days
    if grant.first_day is None:
        return _("はじめから全部")
    if grant.last_day is None:
        return _("%sから後") % full_day_label(grant.first_day)
    return _("%(first)sから%(last)sまで") % {
        "first": full_day_label(grant.first_day),
        "last": full_day_label(grant.last_day),
    }


def comment_words(grant: ShareGrant) -> str:
    """ "" for those who are never asked for one."""
    if grant.kind != ShareGrant.Kind.CLINIC:
        return ""
    return _("受け取る") if grant.may_comment else _("受け取らない")


def moment_words(moment: datetime) -> str:
    local = localtime(moment)
    return f"{full_day_label(local.date())} {short_clock_label(local)}"


def state_words(grant: ShareGrant, now: datetime) -> str:
    if grant.clinic_id and grant.revoked_at and grant.revoked_at == grant.clinic.closed_at:
        return _("%s に、医療機関がなくなって終わりました") % moment_words(grant.revoked_at)
    if grant.revoked_at is not None:
        return _("%s にやめました") % moment_words(grant.revoked_at)
    if now >= grant.expires_at:
        return _("%s に終わりました") % moment_words(grant.expires_at)
    if grant.waits_for_an_answer:
        return _("相手の受け取りを待っています")
    return _("%s まで見せています") % moment_words(grant.expires_at)


@dataclass(frozen=True, slots=True)
class LogLine:
    """Who opened what, when; ``repeated``: how often within that visit of the page."""

    who: str
    what: str
    at: datetime


def log_line(event: AccessEvent) -> LogLine:
    who = f"{event.reader_name}({event.clinic_name})" if event.clinic_name else event.reader_name
    return LogLine(who, access_words(event), event.at)


def access_words(event: AccessEvent) -> str:
    """What the patient reads: the words of the kind, and the day that was opened."""
    if event.kind not in AccessKind:
        return _("ページを開いた")
    if event.day is not None:
        return _("%sの記録を見た") % full_day_label(event.day)
    return str(AccessKind(event.kind).label)
