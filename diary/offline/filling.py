"""Puts what somebody typed before into the form of a page that is shown anew. Pure."""

from collections.abc import Iterable
from html import escape
from html.parser import HTMLParser

# Belongs to the page as it is now, or to a button.
NOT_FILLED = {"hidden", "submit", "button", "file", "password"}


def filled(
    html: str, *, address: str, fields: Iterable[tuple[str, str]], here: str, more: str
) -> str:
    """``html`` with ``fields`` in every form that posts to ``address``; ``here``: the page's own
    address, for a form that names none. ``more``: HTML that such a form gets at its beginning.
    """
    filler = _Filler(address, fields, here, more)
    filler.feed(html)
    filler.close()
    return "".join(filler.out)


class _Filler(HTMLParser):
    """Writes everything as it came, except for the fields of the form."""

    def __init__(self, address: str, fields: Iterable[tuple[str, str]], here: str, more: str):
        super().__init__(convert_charrefs=False)
        self.address, self.here, self.more = address, here, more
        self.values: dict[str, list[str]] = {}
        for name, value in fields:
            self.values.setdefault(name, []).append(value)
        self.out: list[str] = []
        self.inside = self.skipping = False
        self.select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        raw, said = self.get_starttag_text(), dict(attrs)
        name = said.get("name") or ""
        if tag == "form":
            posts = (said.get("method") or "").lower() == "post"
            self.inside = posts and (said.get("action") or self.here) == self.address
            self.out += [raw, self.more if self.inside else ""]
        elif self.inside and tag == "input" and said.get("type", "text") not in NOT_FILLED:
            self.out.append(self._input(said, name, raw))
        elif self.inside and tag == "textarea" and name in self.values:
            self.skipping = True
            self.out += [raw, "\n", escape(self.values[name][0])]
        elif self.inside and tag == "option" and self.select in self.values:
            self.out.append(_with_flag("option", said, "selected", self._has(self.select, said)))
        else:
            self.select = name if tag == "select" else self.select
            self.out.append(raw)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)  # it has no end tag of its own

    def _input(self, said: dict, name: str, raw: str) -> str:
        if said.get("type") in {"checkbox", "radio"}:
            return _with_flag("input", said, "checked", self._has(name, said))
        if name not in self.values:
            return raw
        return _tag("input", {**said, "value": self.values[name][0]})

    def _has(self, name: str, said: dict) -> bool:
        return said.get("value", "on") in self.values.get(name, ())

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "form"
        self.skipping = self.skipping and tag != "textarea"
        self.select = "" if tag == "select" else self.select
        self.out.append(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self._write(data)

    def handle_entityref(self, name: str) -> None:
        self._write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self._write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self._write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self._write(f"<!{decl}>")

    def _write(self, text: str) -> None:
        if not self.skipping:
            self.out.append(text)


def _with_flag(tag: str, said: dict, flag: str, on: bool) -> str:
    rest = {name: value for name, value in said.items() if name != flag}
    return _tag(tag, {**rest, flag: None} if on else rest)


def _tag(tag: str, said: dict[str, str | None]) -> str:
    attrs = (name if value is None else f'{name}="{escape(value)}"' for name, value in said.items())
    return f"<{' '.join([tag, *attrs])}>"
