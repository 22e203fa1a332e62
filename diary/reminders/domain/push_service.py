"""Which addresses a browser may give us to push to: a person's browser names them, so that
anything else than a known push service could lead our server into its own network."""

from collections.abc import Iterable
from urllib.parse import urlsplit

MOST_CHARACTERS = 1000


def is_push_service(endpoint: str, *, hosts: Iterable[str], origins: Iterable[str] = ()) -> bool:
    """Whether ``endpoint`` is an https address of one of ``hosts``.

    A host that begins with a dot stands for all below it. ``origins``: whole origins that are
    allowed as they are (the tests' own service).
    """
    try:
        address = urlsplit(endpoint)
        port = address.port
    except ValueError:
        return False
    if len(endpoint) > MOST_CHARACTERS or address.username or address.password:
        return False
    if f"{address.scheme}://{address.netloc}" in set(origins):
        return True
    if address.scheme != "https" or port not in (None, 443) or "\\" in endpoint:
        return False
    host = (address.hostname or "").rstrip(".")
    if "" in host.split("."):
        return False
    return any(host.endswith(known) if known.startswith(".") else host == known for known in hosts)
