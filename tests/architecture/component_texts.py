"""Which texts the components that we use (Django, allauth) can show to a person."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from django.utils.translation.template import templatize

# Where a call's message stands among its arguments, and where its context, if it has one.
CALLS = {
    "_": (0, None),
    "gettext": (0, None),
    "gettext_lazy": (0, None),
    "gettext_noop": (0, None),
    "ngettext": (0, None),
    "ngettext_lazy": (0, None),
    "pgettext": (1, 0),
    "pgettext_lazy": (1, 0),
    "npgettext": (1, 0),
    "npgettext_lazy": (1, 0),
}
CONTEXT_MARK = "\x04"
STRING = r"""\s*u?(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")\s*,?"""
CALL_IN_TEMPLATE = re.compile(rf"\b(n?p?gettext|_)\(((?:{STRING})+)")


def texts_in(folder: Path) -> Iterator[tuple[str, Path]]:
    """Every message below ``folder`` as its catalogue names it, with the file that shows it."""
    for path in sorted(folder.rglob("*.py")):
        for message in _messages_in_python(path.read_text()):
            yield message, path
    for path in sorted([*folder.rglob("*.html"), *folder.rglob("*.txt")]):
        for message in _messages_in_template(path.read_text()):
            yield message, path


def _messages_in_python(source: str) -> Iterator[str]:
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        name = getattr(node.func, "id", None) or getattr(node.func, "attr", None)
        if name in CALLS:
            message_at, context_at = CALLS[name]
            yield from _message(node.args, message_at, context_at)


def _message(arguments: list[ast.expr], message_at: int, context_at: int | None) -> Iterator[str]:
    """Nothing for a message that is computed: it is written out where it is marked."""
    words = [node.value if isinstance(node, ast.Constant) else None for node in arguments]
    if len(words) <= message_at or not isinstance(words[message_at], str):
        return
    if context_at is not None:
        yield f"{words[context_at]}{CONTEXT_MARK}{words[message_at]}"
    elif words[message_at]:
        yield words[message_at]


def _messages_in_template(source: str) -> Iterator[str]:
    """Django turns a template into gettext calls, as it does when it collects messages."""
    for name, arguments in CALL_IN_TEMPLATE.findall(templatize(source)):
        yield from _messages_in_python(f"{name}({arguments})")
