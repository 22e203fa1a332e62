"""Getting back in control with the mailbox alone, after a day in which the owner can say no.

For patients who lost their passkey or authenticator app and the recovery codes. Never for people
who read others' records as their work, nor for staff: there the mailbox opens nothing.
"""

from datetime import datetime, timedelta

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.core.signing import BadSignature, Signer
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from .models import FactorRecovery, User
from .proofs import Strength, strongest_held
from .services import end_sessions, verified_addresses
from .standing_notices import StandingNotice, set_standing

WAIT = timedelta(hours=24)
OPEN_FOR = timedelta(days=7)
SALT = "ldn_app.accounts.recovery"
KEY = "accounts.recovery"
NOTICE = StandingNotice(
    _("パスキーや認証アプリを外す申し出があります。心あたりがないときは、取り消してください。"),
    _("申し出を見る"),
    leads_to="accounts:recover",
)


def may_ask(user: User) -> bool:
    reads_others = getattr(user, "clinician", None) is not None or user.is_staff
    return not reads_others and strongest_held(user) is Strength.DEVICE


def open_recovery(user: User, *, now: datetime) -> FactorRecovery | None:
    """The one that waits or is ready."""
    return FactorRecovery.objects.filter(user=user, closed_at=None, ends_at__gt=now).first()


@transaction.atomic
def ask(user: User, *, now: datetime) -> None:
    """Begin the day of waiting and tell every address of ``user``. Again changes nothing."""
    User.objects.select_for_update().get(pk=user.pk)
    if open_recovery(user, now=now) is not None or not may_ask(user):
        return
    FactorRecovery.objects.filter(user=user, closed_at=None).update(closed_at=now)
    row = FactorRecovery.objects.create(
        user=user, asked_at=now, ready_at=now + WAIT, ends_at=now + WAIT + OPEN_FOR
    )
    _stand(user, {KEY})
    token = Signer(salt=SALT).sign(row.pk)
    link = settings.SITE_URL + reverse("accounts:recover_cancel", args=[token])
    _tell(user, "account/email/recovery_asked", {"link": link})


def recovery_behind(token: str, *, now: datetime) -> FactorRecovery | None:
    """The open one whose mail held ``token``."""
    try:
        pk = int(Signer(salt=SALT).unsign(token))
    except (BadSignature, ValueError):
        return None
    return FactorRecovery.objects.filter(pk=pk, closed_at=None, ends_at__gt=now).first()


@transaction.atomic
def cancel(recovery: FactorRecovery, *, now: datetime) -> None:
    """The owner says no. Again changes nothing."""
    FactorRecovery.objects.filter(pk=recovery.pk, closed_at=None).update(closed_at=now)
    _stand(recovery.user, set())


@transaction.atomic
def finish(user: User, *, now: datetime) -> bool:
    """Take away every passkey, app, recovery code and the password of ``user`` and sign them out
    everywhere. False, and nothing happens, before the day is over or after it was cancelled."""
    user = User.objects.select_for_update().get(pk=user.pk)
    ready = FactorRecovery.objects.filter(
        user=user, closed_at=None, ready_at__lte=now, ends_at__gt=now
    )
    if not may_ask(user) or not ready.update(closed_at=now):
        return False
    Authenticator.objects.filter(user=user).delete()
    user.set_unusable_password()
    user.save(update_fields=["password"])
    end_sessions(user.pk)
    _stand(user, set())
    _tell(user, "account/email/recovery_done", {})
    return True


def _stand(user: User, shown: set[str]) -> None:
    patient = getattr(user, "patient", None)
    if patient is not None:
        set_standing(patient.pk, shown=shown, among={KEY})


def _tell(user: User, template: str, context: dict) -> None:
    """Before the commit: a day of waiting that nobody was told of must not begin."""
    addresses = sorted(verified_addresses(user.pk)) or [user.email]
    context = {"NEUTRAL_NAME": settings.NEUTRAL_NAME, **context}
    subject = " ".join(render_to_string(f"{template}_subject.txt", context).split())
    send_mail(subject, render_to_string(f"{template}_message.txt", context), None, addresses)
