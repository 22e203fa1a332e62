"""Every address of allauth that the site has."""

from django.urls import URLPattern, get_resolver


def allauths_names(patterns=None) -> set[str]:
    """The URL names of allauth's views."""
    found = set()
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        if not isinstance(pattern, URLPattern):
            found |= allauths_names(pattern.url_patterns)
        elif pattern.callback.__module__.startswith("allauth."):
            found.add(pattern.name)
    return found
