"""Which of the five tabs a page stands under: where one would look for it again."""

# First part of an address → the tab's own.
TAB_OF = {
    "tonight": "tonight",
    "regimen": "tonight",
    "check-in": "check-in",
    "symptoms": "check-in",
    "labs": "check-in",
    "medicines": "check-in",
    "supply": "check-in",
    "questionnaires": "check-in",
    "month": "month",
    "visit": "month",
    "visits": "month",
    "learn": "learn",
    "settings": "settings",
    "sharing": "settings",
    "shared": "settings",
}


def tab_of(path: str) -> str:
    """The tab for an address path such as "/labs/3/"; "" where it belongs to none."""
    return TAB_OF.get(path.strip("/").partition("/")[0], "")
