"""Answers that compute for a second or more: one at a time for each person, few at a time in all.

Twenty-four PDFs that one person asked for held up everybody's sign-in for 22 seconds.
"""

import threading
from collections.abc import Callable
from contextlib import contextmanager
from functools import wraps
from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

AT_A_TIME = 2  # In one process. Two of its four places stay free for pages.
PATIENCE_SECONDS = 4
RETRY_AFTER_SECONDS = 10

_places = threading.BoundedSemaphore(AT_A_TIME)
_busy: set[str] = set()
_lock = threading.Lock()


class NoPlace(Exception):
    """This person's last answer is not finished, or all places stay taken."""


def heavy_work(view: Callable) -> Callable:
    """Give ``view`` a place; without one, a page says to come back (429 with Retry-After)."""

    @wraps(view)
    def limited(request: HttpRequest, *args, **kwargs) -> HttpResponse:
        try:
            with place_for(_who(request)):
                return view(request, *args, **kwargs)
        except NoPlace:
            answer = render(request, "still_at_work.html", status=429)
            answer["Retry-After"] = str(RETRY_AFTER_SECONDS)
            return answer

    return limited


@contextmanager
def place_for(who: str):
    """Hold a place for ``who``. Raises NoPlace at once when they hold one already, and after
    PATIENCE_SECONDS when nobody gives one back."""
    with _lock:
        if who in _busy:
            raise NoPlace
        _busy.add(who)
    try:
        if not _places.acquire(timeout=PATIENCE_SECONDS):
            raise NoPlace
        try:
            yield
        finally:
            _places.release()
    finally:
        with _lock:
            _busy.discard(who)


def _who(request: HttpRequest) -> str:
    """The account, or the browser of somebody without one."""
    if request.user.is_authenticated:
        return f"user {request.user.pk}"
    browser = f"{request.META.get('REMOTE_ADDR', '')} {request.headers.get('Cookie', '')}"
    return sha256(browser.encode()).hexdigest()
