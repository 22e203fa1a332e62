"""What counts as having just proved who one is."""

from allauth.account.internal.flows.login import record_authentication
from allauth.mfa.models import Authenticator
from django.http import HttpRequest

from .models import User


def remember_new_proof(
    request: HttpRequest, user: User, authenticator: Authenticator, **kwargs
) -> None:
    """Whoever just made a passkey or started the second step is not asked for it a moment later.

    Without this, people who sign in by mail were sent from their first passkey straight to "prove
    that it is you". allauth tells of it by a signal only; nothing but the session is touched.
    """
    if authenticator.type != Authenticator.Type.RECOVERY_CODES:
        record_authentication(
            request, user, "mfa", type=str(authenticator.type), reauthenticated=True
        )
