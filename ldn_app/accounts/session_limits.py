"""A session that can read others' records is short: it ends when nobody uses it, and each day.

A consulting room's computer stays open; a patient's own phone may stay signed in for months.
"""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from allauth.account.internal.flows.login import get_authentication_records
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from .models import User

IDLE = timedelta(minutes=15)
AT_MOST = timedelta(hours=12)
# A page writes its session at most so often; the idle end comes that much earlier, never later.
NOTED_EVERY = timedelta(seconds=20)
BEGAN, SEEN = "short_session_began", "short_session_seen"
# Addresses that a page asks for by itself while it waits: nobody is there because of them.
ASKED_BY_PAGES = "/state/"


class SessionEnd(StrEnum):
    IDLE = "idle"
    DAY_OVER = "day over"


class SessionLimitsMiddleware:
    """Ends a clinician's or a colleague's session when its time is over.

    The request then goes on as a guest's: its view leads to sign-in and back, as for any session
    that ended. ``request.session_end`` says why, and ``request.ended_user_id`` whose it was, for
    whoever keeps a form until they are back.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> None:
        if getattr(view, "audience", None) == "everyone":
            return
        if not request.user.is_authenticated or not is_short(request.user):
            return
        now = time.time()
        began = began_at(request, now)
        if (end := _end_of(request, began, now)) is not None:
            _end(request, end)
        elif not request.path.endswith(ASKED_BY_PAGES):
            _note(request, began, now)


def is_short(user: User) -> bool:
    """Whether the sessions of ``user`` are limited."""
    return getattr(user, "clinician", None) is not None or user.is_staff


def began_at(request: HttpRequest, now: float) -> float:
    """When the session began, in seconds; one from before there was this mark began with its
    first proof."""
    if (began := request.session.get(BEGAN)) is not None:
        return began
    records = get_authentication_records(request, request.user)
    return min((record.get("at", now) for record in records), default=now)


def _end_of(request: HttpRequest, began: float, now: float) -> SessionEnd | None:
    if now - began >= AT_MOST.total_seconds():
        return SessionEnd.DAY_OVER
    idle = now - request.session.get(SEEN, now) >= IDLE.total_seconds()
    return SessionEnd.IDLE if idle else None


def _note(request: HttpRequest, began: float, now: float) -> None:
    session = request.session
    if BEGAN not in session:
        session[BEGAN] = began
        # The row outlives the session a little, so that its end can be told.
        session.set_expiry(datetime.fromtimestamp(began, UTC) + AT_MOST + IDLE)
    if now - session.get(SEEN, 0) >= NOTED_EVERY.total_seconds():
        session[SEEN] = now


def _end(request: HttpRequest, end: SessionEnd) -> None:
    request.session_end, request.ended_user_id = end, request.user.pk
    logout(request)
    if end is SessionEnd.IDLE:
        words = _("15分のあいだ操作がなかったので、ログアウトしました。")
    else:
        words = _("ログインから12時間たったので、ログアウトしました。")
    messages.info(request, words + _("もう一度ログインすると、続きから使えます。"))
