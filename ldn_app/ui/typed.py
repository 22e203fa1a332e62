"""What a browser posted, so that it can be offered once more."""

from django.http import HttpRequest
from django.http.request import UnreadablePostError

# Never shown again: secrets, and what belongs to the form itself.
_NOT_KEPT = ("password", "csrfmiddlewaretoken", "credential", "code")


def typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Names and values as they were posted, without secrets; files cannot be kept."""
    try:
        posted = request.POST
    except UnreadablePostError:
        return []
    return [
        (name, value)
        for name, values in posted.lists()
        for value in values
        if not any(secret in name.lower() for secret in _NOT_KEPT)
    ]


def is_writing(value: str) -> bool:
    """Whether a person wrote ``value``, rather than a button or a choice having it as its name."""
    return not value.isascii() or len(value.split()) > 1
