from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme

ADDRESS_STARTS = ("/", "http://", "https://")
LONGEST = 2000


def safe_next(request: HttpRequest, default: str | None = None) -> str:
    """Where the browser asks to go next (``next`` in the form or the address), if it is ours.

    Anything that leads to another host, or is no address (a bare word would be taken for the name
    of a page), becomes ``default`` (a path or a URL name; None: where a sign-in leads).
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    if not wanted.startswith(ADDRESS_STARTS) or len(wanted) > LONGEST:
        return resolve_url(default or settings.LOGIN_REDIRECT_URL)
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if ours else resolve_url(default or settings.LOGIN_REDIRECT_URL)
