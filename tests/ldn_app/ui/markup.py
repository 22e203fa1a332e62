"""A strict reader for our own HTML: every tag closed, ids unique, nothing inline."""

from collections import Counter
from html.parser import HTMLParser

# Blocks of data, which no browser runs and no content security policy blocks.
DATA = {"application/json", "application/ld+json"}
VOID = {"br", "hr", "img", "input", "link", "meta", "path", "circle", "rect"}
NOT_INSIDE_P = {"div", "p", "ul", "ol", "dl", "section", "form", "fieldset", "details", "h1", "h2"}


class Markup(HTMLParser):
    """Reads a piece of a page; ``complaints`` says what is wrong with it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.complaints: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self._open: list[str] = []
        self.feed(html)
        self.close()
        self.complaints += [f"never closed: {tag}" for tag in self._open]
        ids = Counter(given["id"] for _tag, given in self.tags if "id" in given)
        self.complaints += [f"id twice: {name}" for name, count in ids.items() if count > 1]
        self.complaints += self._loose_references(set(ids))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        self.tags.append((tag, given))
        if "style" in given or any(name.startswith("on") for name in given):
            self.complaints.append(f"inline style or script: {tag} {given}")
        if tag == "script" and "src" not in given and given.get("type") not in DATA:
            self.complaints.append("inline script")
        if "p" in self._open and tag in NOT_INSIDE_P:
            self.complaints.append(f"{tag} inside p")
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        if not self._open or self._open.pop() != tag:
            self.complaints.append(f"closed in the wrong place: {tag}")

    def all(self, tag: str, **wanted: str) -> list[dict[str, str | None]]:
        """The attributes of every ``tag`` that has the ``wanted`` ones (``class_`` for class)."""
        plain = {name.rstrip("_").replace("_", "-"): value for name, value in wanted.items()}
        return [g for t, g in self.tags if t == tag and plain.items() <= g.items()]

    def _loose_references(self, ids: set[str]) -> list[str]:
        return [
            f"aria-describedby leads nowhere: {name}"
            for _tag, given in self.tags
            for name in (given.get("aria-describedby") or "").split()
            if name not in ids
        ]
