"""Markdown to clean HTML. Notes and terms open in place by the browser's own popover."""

import re
from collections.abc import Callable, Sequence
from html import escape
from urllib.parse import quote, unquote

from markdown_it.renderer import RendererHTML
from markdown_it.token import Token
from markdown_it.utils import EnvType, OptionsDict

from ..catalogue.entries import Catalogue
from .cleaning import clean
from .numbering import Numbering
from .parser import parser
from .popover import note_html, term_html
from .readings import Readings


class Html(str):
    """What the renderer made: escaped and cleaned, so that a template prints it as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


PICTURE = re.compile(r'<div class="picture" id="picture-([\w-]+)"></div>')
FigureMaker = Callable[[str, Numbering], str]


class Renderer:
    """Renders the Markdown of one catalogue. ``draw`` gives the HTML of a figure by its key."""

    def __init__(
        self, catalogue: Catalogue, address: Callable[[str], str], draw: FigureMaker
    ) -> None:
        self.catalogue = catalogue
        self.readings = Readings(catalogue.readings)
        self.address = address
        self.draw = draw

    def blocks(self, markdown: str, numbering: Numbering) -> Html:
        """A whole text with headings, lists, tables and figures."""
        writer = _Writer(self, numbering)
        html = clean(writer.render(parser().parse(markdown), parser().options, {}))
        return Html(re.sub(PICTURE, lambda match: self.draw(match[1], numbering), html))

    def line(self, markdown: str, numbering: Numbering) -> Html:
        """One sentence or paragraph, without its <p>."""
        writer = _Writer(self, numbering)
        return Html(clean(writer.render(parser().parseInline(markdown), parser().options, {})))

    def words(self, text: str) -> Html:
        """Plain text with its readings."""
        return Html(clean(self.readings.html(text)))


def heading_id(text: str) -> str:
    """The name of a heading in an address: its own words without spaces."""
    return re.sub(r"\s+", "", text)


def plain_text(token: Token) -> str:
    """What an inline token shows, without notes."""
    return "".join(
        child.content
        for child in token.children or ()
        if child.type in ("text", "term", "code_inline")
    )


class _Writer(RendererHTML):
    """markdown-it's renderer, with our own kinds of token."""

    def __init__(self, home: Renderer, numbering: Numbering) -> None:
        self.home, self.numbering = home, numbering
        self.shown = home.readings.html if numbering.language == "ja" else escape
        super().__init__()

    def text(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return self.shown(tokens[at].content)

    def softbreak(
        self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
    ) -> str:
        """Lines of one paragraph join without a space, as Japanese is written."""
        before = tokens[at - 1].content[-1:] if at else ""
        after = tokens[at + 1].content[:1] if at + 1 < len(tokens) else ""
        return "\n" if before.isascii() and after.isascii() and before and after else ""

    def note(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        key = tokens[at].meta["key"]
        reference = self.home.catalogue.references.get(key)
        if reference is None:
            return ""
        return note_html(reference, self.numbering)

    def term(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        shown = self.shown(tokens[at].content)
        term = self.home.catalogue.term(tokens[at].meta["term"])
        if term is None:
            return shown
        return term_html(term, shown, self.numbering, self.home.address)

    def allowed(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return ""

    def figure(self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType) -> str:
        return f'<div class="picture" id="picture-{escape(tokens[at].meta["key"])}"></div>'

    def heading_open(
        self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
    ) -> str:
        name = escape(heading_id(plain_text(tokens[at + 1])), quote=True)
        return f'<{tokens[at].tag} id="{name}">'

    def link_open(
        self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
    ) -> str:
        target = str(tokens[at].attrGet("href") or "")
        if target.startswith(("page:", "claim:")):
            return f'<a href="{escape(internal_address(target, self.home.address), quote=True)}">'
        rel = "" if target.startswith(("/", "#", "tel:")) else ' rel="noopener noreferrer"'
        return f'<a href="{escape(target, quote=True)}"{rel}>'

    def table_open(
        self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
    ) -> str:
        label = escape(str(self.numbering.labels.table))
        return f'<div class="table" role="region" aria-label="{label}" tabindex="0"><table>\n'

    def table_close(
        self, tokens: Sequence[Token], at: int, options: OptionsDict, env: EnvType
    ) -> str:
        return "</table></div>\n"


def internal_address(target: str, address: Callable[[str], str]) -> str:
    """``page:slug#heading`` or ``claim:17`` as an address of ours."""
    kind, _colon, rest = target.partition(":")
    if kind == "claim":
        return f"{address('claims')}#claim-{rest}"
    slug, _hash, heading = rest.partition("#")
    return address(slug) + (f"#{quote(heading_id(unquote(heading)))}" if heading else "")
