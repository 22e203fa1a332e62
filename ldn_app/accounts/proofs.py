"""Who proved what in this session, how long ago, and whether that is enough.

Proofs have three strengths: a code from the mailbox, the password, and a device (passkey,
authenticator app, recovery code). What guards an account asks for a young proof of the strongest
kind that its person holds, so that a weaker one can never make, replace or remove a stronger one.
"""

import time
from collections.abc import Callable
from datetime import timedelta
from enum import IntEnum
from functools import wraps
from urllib.parse import urlencode

from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRedirect

from .models import User

FRESH_FOR = timedelta(minutes=10)
SECOND_PROOF_LASTS = timedelta(hours=12)
# An authenticator that opens an account; recovery codes only ever stand beside one of these.
DEVICES = (Authenticator.Type.WEBAUTHN, Authenticator.Type.TOTP)


class Strength(IntEnum):
    MAILBOX = 1
    PASSWORD = 2
    DEVICE = 3


# The methods under which allauth and we note a proof; one that is not listed proves nothing.
STRENGTHS = {
    "code": Strength.MAILBOX,
    "password": Strength.PASSWORD,
    "mfa": Strength.DEVICE,
}


def strongest_held(user: User) -> Strength:
    """The strongest kind of proof that ``user`` can give; everybody has a mailbox."""
    if Authenticator.objects.filter(user=user, type__in=DEVICES).exists():
        return Strength.DEVICE
    return Strength.PASSWORD if user.has_usable_password() else Strength.MAILBOX


def may_reset_by_mail(user: User) -> bool:
    """Whether a code from the mailbox alone may replace the password of ``user``.

    Not where a passkey or an authenticator app guards the account, and never the password of
    somebody who reads others' records or runs the site: it would be their only factor.
    """
    held = strongest_held(user)
    is_patient = getattr(user, "clinician", None) is None and not user.is_staff
    return held is Strength.MAILBOX or (held is Strength.PASSWORD and is_patient)


def has_proof(request: HttpRequest, strength: Strength, *, younger_than: timedelta) -> bool:
    """Whether this session holds a proof at least that strong and younger than that."""
    earliest = time.time() - younger_than.total_seconds()
    return any(
        STRENGTHS.get(record.get("method"), 0) >= strength and record.get("at", 0) > earliest
        for record in get_authentication_records(request, request.user)
    )


def proved_twice(request: HttpRequest) -> bool:
    """Whether this browser's session was opened, or confirmed, with a passkey or a second step in
    the last twelve hours: clinicians and staff are asked each day."""
    return has_proof(request, Strength.DEVICE, younger_than=SECOND_PROOF_LASTS)


def proved_as_they_can(request: HttpRequest) -> bool:
    """Whether somebody who holds a factor gave it in the last twelve hours: another's diary is
    not read with their mailbox alone. Who holds none needs none."""
    held = strongest_held(request.user)
    return held is Strength.MAILBOX or has_proof(request, held, younger_than=SECOND_PROOF_LASTS)


def has_fresh_proof(request: HttpRequest) -> bool:
    """Whether the person proved in the last ten minutes, with the strongest kind they hold, who
    they are. Guests never did."""
    if not request.user.is_authenticated:
        return False
    return has_proof(request, strongest_held(request.user), younger_than=FRESH_FOR)


def fresh_proof_required(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """For views that destroy something or change how an account is guarded.

    A GET passes and may ask. Anything else needs ``has_fresh_proof``: whoever has a passkey or an
    authenticator app gives that, whoever has only a password gives it, everybody else types a
    code from their mailbox. A sign-in of the last ten minutes counts. Without a proof the request
    is kept in the session, the person is led to the page that asks for one, and the request then
    runs as it was sent. Stand it below ``@for_account`` or ``@for_patient``, which deal with
    guests::

        @require_http_methods(["GET", "HEAD", "POST"])
        @for_account
        @fresh_proof_required
        def delete(request): ...

    To ask at another place, call ``has_fresh_proof(request)`` and return ``way_to_proof(request)``.
    """

    @wraps(view)
    def guarded(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        if request.method in {"GET", "HEAD"} or has_fresh_proof(request):
            return view(request, *args, **kwargs)
        return way_to_proof(request)

    return guarded


def way_to_proof(request: HttpRequest, *, keep: bool = True) -> HttpResponse:
    """The way to the page that asks for a proof, and back to where the request wanted to go.

    ``keep``: a POST is kept in the session meanwhile and sent again; False where it carries a
    password, which must not be written down.
    """
    address = ways_to_prove(request.user)[0]["url"]
    if keep:
        answer = suspend_request(request, address)
        return HttpResponseClientRedirect(answer.url) if request.htmx else answer
    return HttpResponseRedirect(with_next(address, request.path))


def with_next(address: str, onward: str) -> str:
    return f"{address}?{urlencode({'next': onward})}"


def ways_to_prove(user: User) -> list[dict[str, str]]:
    """How ``user`` can prove themselves, the likeliest way first, in allauth's form."""
    held = strongest_held(user)
    if held is Strength.MAILBOX:
        return [_way("mailbox", _("メールの番号で確かめる"), "accounts:prove_by_mail")]
    if held is Strength.PASSWORD:
        return [_way("reauthenticate", _("パスワードで確かめる"), "account_reauthenticate")]
    types = set(Authenticator.objects.filter(user=user).values_list("type", flat=True))
    passkey = _way(
        "mfa_reauthenticate:webauthn", _("パスキーで確かめる"), "mfa_reauthenticate_webauthn"
    )
    app = _way("mfa_reauthenticate", _("認証アプリで確かめる"), "mfa_reauthenticate")
    if Authenticator.Type.WEBAUTHN not in types:
        return [app]
    with_codes = types & {Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES}
    return [passkey, app] if with_codes else [passkey]


def _way(name: str, words: str, url_name: str) -> dict[str, str]:
    return {"id": name, "description": words, "url": reverse(url_name)}


def remember_new_proof(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs
) -> None:
    """Whoever just made a passkey or started the second step is not asked for it a moment later.

    They were let through to that page by a fresh proof of what they held before (factor_gate).
    Without this, people who sign in by mail were sent from their first passkey straight to "prove
    that it is you". allauth tells of it by a signal only; nothing but the session is touched.
    """
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, "mfa", type=str(authenticator.type), reauthenticated=True
        )
