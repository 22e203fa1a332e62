from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.http import url_has_allowed_host_and_scheme


def safe_next(request: HttpRequest, default: str = "/tonight/") -> str:
    """Where the browser asks to go next (``next`` in the form or the address), if it is ours.

    Anything that leads to another host, or is no address, becomes ``default`` (a path or a
    URL name).
    """
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(
        wanted, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return wanted if wanted and ours else resolve_url(default)
