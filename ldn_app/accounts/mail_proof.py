"""A code to the mailbox, as a proof for people who hold nothing stronger."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.code_verification import AbstractCodeVerificationProcess
from allauth.account.internal.flows.login import record_authentication
from allauth.core import ratelimit
from django.conf import settings
from django.http import HttpRequest

from .models import User

SESSION_KEY = "account_mail_proof"
TRIES = 3


class MailProof(AbstractCodeVerificationProcess):
    """One code on its way to the signed-in person; it ends after 15 minutes or three wrong tries.

    Only they can ask for it, so nobody else can use up how often it may be asked for.
    """

    def __init__(self, request: HttpRequest, state: dict[str, Any], user: User) -> None:
        self.request = request
        super().__init__(max_attempts=TRIES, timeout=settings.CODE_LIFETIME, state=state, user=user)

    @classmethod
    def begin(cls, request: HttpRequest) -> bool:
        """Send a code; False when too many were asked for."""
        if not ratelimit.consume(request, action="mail_proof", user=request.user):
            return False
        state = cls.initial_state(request.user, email=request.user.email)
        process = cls(request, state, request.user)
        process.send()
        process.persist()
        return True

    @classmethod
    def running(cls, request: HttpRequest) -> "MailProof | None":
        """The one that was begun in this session by this person and still lives."""
        state = request.session.get(SESSION_KEY)
        if not state or state.get("user_id") != cls.initial_state(request.user)["user_id"]:
            return None
        return cls(request, state, request.user).abort_if_invalid()

    def send(self) -> None:
        adapter = get_adapter()
        self.state["code"] = adapter.generate_login_code()
        context = {"request": self.request, "code": self.code}
        adapter.send_mail("account/email/proof_code", self.state["email"], context)

    def persist(self) -> None:
        self.request.session[SESSION_KEY] = self.state

    def abort(self) -> None:
        self.request.session.pop(SESSION_KEY, None)

    def succeed(self) -> None:
        """The code was right: note the proof. The code is spent."""
        self.abort()
        record_authentication(self.request, self.user, "code", email=self.state["email"])
