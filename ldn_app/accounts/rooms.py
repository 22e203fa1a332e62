"""Addresses of rooms above this one. They are known by URL name only, never by import."""

from django.urls import NoReverseMatch, reverse
from django.utils.http import urlencode


def address_of(name: str, *, back_to: str = "", default: str = "") -> str:
    """The address of URL ``name``, with ``?next=`` when ``back_to`` is given.

    ``default`` when this installation has no such room.
    """
    try:
        address = reverse(name)
    except NoReverseMatch:
        return default
    return f"{address}?{urlencode({'next': back_to})}" if back_to else address
