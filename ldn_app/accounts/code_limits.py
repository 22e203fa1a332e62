"""How often a code may be mailed to one address, so that no stranger shuts its owner out.

Counted are the places that ask, not only the address: who asks again and again from one place is
slowed down there. When many places together asked for one address, each place that has waited may
still ask, and a browser in which its owner was signed in always may. The counters are made of
what was typed, whether somebody has the address or not.
"""

import time
from datetime import timedelta

from allauth.core.internal import ratelimit
from django.core.cache import cache
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

FROM_ONE_PLACE = {"mailed_code_place": "3/m/key,10/h/key"}
TO_ONE_ADDRESS = {"mailed_code_address": "20/h/key"}
# Beyond it an address gets no more mail, whoever asks: nobody's post is to be filled.
AT_MOST = {"mailed_code_at_most": "120/h/key"}
WAIT = timedelta(minutes=5)

KNOWN_COOKIE = "known"
KNOWN_FOR = timedelta(days=400)
SALT = "ldn_app.accounts.known_browser"


def may_mail_code(request: HttpRequest, address: str) -> bool:
    """Whether a code may go to ``address`` now; counts it when it may."""
    address = address.lower()
    device = known_browser(request, address)
    place = f"{device or ratelimit.get_ip(request)}:{address}"
    quick = _take(request, FROM_ONE_PLACE, place)
    in_time = quick and (device or _take(request, TO_ONE_ADDRESS, address))
    if not in_time and (device or _waited_less(place)):
        return False
    if not device and not _take(request, AT_MOST, address):
        return False
    cache.set(_last(place), time.time(), WAIT.total_seconds())
    return True


def _take(request: HttpRequest, rates: dict[str, str], key: str) -> bool:
    (action,) = rates
    used = ratelimit.consume(request, app="ldn_app", action=action, config=rates, key=key)
    return used is not None


def _waited_less(place: str) -> bool:
    return cache.get(_last(place)) is not None


def _last(place: str) -> str:
    digest = salted_hmac(SALT, place, algorithm="sha256").hexdigest()
    return f"mailed_code_last:{digest}"


def known_browser(request: HttpRequest, address: str) -> str:
    """A mark of this browser when the owner of ``address`` was signed in here; else ""."""
    try:
        mark = Signer(salt=SALT).unsign(request.COOKIES.get(KNOWN_COOKIE, ""))
    except BadSignature:
        return ""
    return mark if mark.partition(".")[0] == _mark_of(address) else ""


def remember_browser(request: HttpRequest, response: HttpResponse, address: str) -> None:
    """Let this browser be known at the next sign-in. The cookie holds no address, opens nothing and
    goes when its owner signs out."""
    if known_browser(request, address.lower()):
        return
    mark = f"{_mark_of(address.lower())}.{get_random_string(16)}"
    response.set_cookie(
        KNOWN_COOKIE,
        Signer(salt=SALT).sign(mark),
        max_age=KNOWN_FOR,
        secure=request.is_secure(),
        httponly=True,
        samesite="Lax",
        path="/accounts/",
    )


def _mark_of(address: str) -> str:
    return salted_hmac(SALT, address, algorithm="sha256").hexdigest()[:32]
