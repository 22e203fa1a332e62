"""The worst inputs of a regular expression, worked out from the expression itself.

Imports nothing that takes time: test_linear_patterns.py starts a process for each pattern.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from re import _constants as kinds
from re import _parser as parser

LENGTH = 100_000


def worst_of(pattern: str | bytes, flags: int = 0) -> Iterator[str]:
    """Inputs on which ``pattern`` would take long if it could."""
    tree = parser.parse(pattern, flags)
    pieces = list(_pieces(tree, "")) or [("", "a")]
    whole = _sample(tree)
    for before, piece in {*pieces, ("", whole or "a")}:
        piece = piece or "a"
        once = piece * (LENGTH // len(piece))
        yield from (before + once, before + once + "\x01")
    for (_, one), (_, other) in pairwise(pieces):
        if both := one + other:
            yield (both * (LENGTH // len(both))) + "\x01"
    for before, piece in pieces:
        if begun := before + (piece or "a"):
            yield begun * (LENGTH // len(begun))


def _pieces(tree, before: str) -> Iterator[tuple[str, str]]:
    """Each repeated piece, with a sample of what stands in front of it."""
    for kind, value in tree:
        if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT}:
            for letters in _letters(value[2]):
                yield before, letters
            yield before, _sample(value[2])
            yield from _pieces(value[2], before)
        elif kind is kinds.SUBPATTERN:
            yield from _pieces(value[3], before)
        elif kind is kinds.BRANCH:
            for branch in value[1]:
                yield from _pieces(branch, before)
        elif kind in {kinds.ASSERT, kinds.ASSERT_NOT}:
            yield from _pieces(value[1], before)
        before += _sample([(kind, value)])


def _letters(tree) -> Iterator[str]:
    """Letters that one place of ``tree`` accepts, where it is a single set."""
    if len(tree) == 1 and tree[0][0] is kinds.IN:
        for kind, value in tree[0][1]:
            if kind is kinds.LITERAL:
                yield chr(value)
            elif kind is kinds.RANGE:
                yield chr(value[0])


def _sample(tree) -> str:
    """A short text that ``tree`` matches, as near as needed."""
    return "".join(_sample_of(kind, value) for kind, value in tree)


def _sample_of(kind, value) -> str:
    if kind is kinds.LITERAL:
        return chr(value)
    if kind in {kinds.NOT_LITERAL, kinds.ANY}:
        return "b" if value != ord("b") else "c"
    if kind is kinds.IN:
        return _sample_of_set(value)
    if kind is kinds.BRANCH:
        return _sample(value[1][0])
    if kind is kinds.SUBPATTERN:
        return _sample(value[3])
    if kind in {kinds.MAX_REPEAT, kinds.MIN_REPEAT}:
        return _sample(value[2]) * max(1, value[0])
    return ""


def _sample_of_set(parts) -> str:
    if parts[0][0] is kinds.NEGATE:
        taken = {value for kind, value in parts[1:] if kind is kinds.LITERAL}
        return next(letter for letter in "b1cあ" if ord(letter) not in taken)
    kind, value = parts[0]
    if kind is kinds.RANGE:
        return chr(value[0])
    if kind is kinds.CATEGORY:
        digit = kinds.CATEGORY_DIGIT
        space = kinds.CATEGORY_SPACE
        return "1" if value is digit else " " if value is space else "a"
    return chr(value)


def try_out(pattern: str | bytes, flags: int) -> None:
    """Match and replace each of the worst inputs."""
    compiled = re.compile(pattern, flags)
    for text in worst_of(pattern, flags):
        fed = text.encode("utf-8", "replace") if isinstance(pattern, bytes) else text
        compiled.fullmatch(fed)
        compiled.sub(fed[:0], fed)


if __name__ == "__main__":
    import ast
    import sys

    try_out(ast.literal_eval(sys.argv[1]), int(sys.argv[2]))
