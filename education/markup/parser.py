"""CommonMark with our few additions. Parsing knows no content: an unknown note is still a note.

``[^key]``            a note that leads to a reference
``[[word]]``          a word of the glossary, also ``[[word|as shown]]``
``{{figure: key}}``   a paragraph of its own: a picture
``<!-- allow word: reason -->``  after a sentence: a forbidden word may stand in it
"""

import re
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.rules_core import StateCore
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

NOTE = re.compile(r"\[\^([^\]\s]+)\]")
TERM = re.compile(r"\[\[([^\[\]|]+)(?:\|([^\[\]|]+))?\]\]")
FIGURE = re.compile(r"\{\{figure:\s*([\w-]+)\s*\}\}")
ALLOWED = re.compile(r"<!--\s*allow\s+([^:：]+?)\s*[:：]\s*(.*?)\s*-->", re.DOTALL)


@cache
def parser() -> MarkdownIt:
    """Without raw HTML: whatever looks like a tag is shown as text."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    markdown.inline.ruler.before("link", "note", _note)
    markdown.inline.ruler.before("link", "term", _term)
    markdown.inline.ruler.before("autolink", "allowed", _allowed)
    markdown.core.ruler.push("figure", _figures)
    return markdown


def tokens_of(markdown: str) -> list[Token]:
    return parser().parse(markdown)


def inline_tokens(markdown: str) -> list[Token]:
    """The pieces of one sentence or paragraph."""
    (token,) = parser().parseInline(markdown)
    return token.children or []


def _note(state: StateInline, silent: bool) -> bool:
    match = NOTE.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("note", "", 0).meta = {"key": match[1]}
    state.pos = match.end()
    return True


def _term(state: StateInline, silent: bool) -> bool:
    match = TERM.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        token = state.push("term", "", 0)
        token.content = (match[2] or match[1]).strip()
        token.meta = {"term": match[1].strip()}
    state.pos = match.end()
    return True


def _allowed(state: StateInline, silent: bool) -> bool:
    match = ALLOWED.match(state.src, state.pos)
    if match is None:
        return False
    if not silent:
        state.push("allowed", "", 0).meta = {"word": match[1], "reason": match[2]}
    state.pos = match.end()
    return True


def _figures(state: StateCore) -> None:
    """A paragraph that is nothing but a figure's name becomes that figure."""
    kept: list[Token] = []
    for token in state.tokens:
        match = FIGURE.fullmatch(token.content.strip()) if token.type == "inline" else None
        if match is None:
            kept.append(token)
            continue
        kept[-1] = Token("figure", "", 0, meta={"key": match[1]}, block=True, map=token.map)
    state.tokens = [
        token
        for at, token in enumerate(kept)
        if not (token.type == "paragraph_close" and at and kept[at - 1].type == "figure")
    ]
