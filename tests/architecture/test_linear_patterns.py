"""Every regular expression of the house, fed 100 kB of its worst.

The worst is worked out from the pattern itself: each repeated piece, repeated for 100 kB behind
what comes before it and without what would end it; neighbouring pieces in turns; the whole over
and over. A pattern that looks twice at the same letters needs minutes of CPU for one of them, one
that is linear milliseconds. What is limited is CPU time, so a busy machine changes nothing.
"""

import ast
import re
import resource
import subprocess
import sys
from collections.abc import Iterator
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from re import _constants as kinds
from re import _parser as parser

import pytest

ROOT = Path(__file__).resolve().parents[2]
HOUSES = ("diary", "ldn_app", "education")
# Files that read nothing but our own files, when a page is written or a check runs.
READS_OUR_OWN_FILES_ONLY = {
    "ldn_app/ui/stylesheet.py",
    "education/checks/shape.py",
    "education/checks/hosts.py",
    "education/checks/references.py",
    "education/checks/wording.py",
    "education/claims_table.py",
    "education/catalogue/reading.py",
    "education/figures/looks.py",
    "education/markup/parser.py",
    "education/markup/readings.py",
    "education/markup/rendering.py",
    "education/pages.py",
}
LENGTH = 100_000
CPU_SECONDS = 20  # for all inputs of one pattern; a linear one needs less than one


def patterns_in(source: str) -> Iterator[tuple[str, int]]:
    """(pattern, flags) of each ``re.…`` call whose pattern can be worked out from the file."""
    tree = ast.parse(source)
    known: dict[str, object] = {"re": re}
    for node in tree.body:
        if isinstance(node, ast.Assign) and len(node.targets) == 1:
            name = getattr(node.targets[0], "id", None)
            value = _value(node.value, known)
            if name and value is not None:
                known[name] = value
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _is_of_re(node.func):
            flags = [_value(word.value, known) for word in node.keywords if word.arg == "flags"]
            if node.func.attr == "compile" and len(node.args) > 1:
                flags.append(_value(node.args[1], known))
            pattern = _value(node.args[0], known)
            yield pattern, int(flags[0] or 0) if flags else 0


def _is_of_re(function: ast.expr) -> bool:
    works = {
        "compile",
        "match",
        "fullmatch",
        "search",
        "sub",
        "subn",
        "findall",
        "finditer",
        "split",
    }
    is_attribute = isinstance(function, ast.Attribute) and function.attr in works
    return is_attribute and isinstance(function.value, ast.Name) and function.value.id == "re"


def _value(node: ast.expr, known: dict) -> object:
    """What an expression of literals and earlier constants is; None when it is something else."""
    try:
        code = compile(ast.Expression(node), "pattern", "eval")
        safe = {
            "map": map,
            "str": str,
            "tuple": tuple,
            "dict": dict,
            "ord": ord,
            "__builtins__": {},
        }
        found = eval(code, {**known, **safe})  # noqa: S307 - our own source
    except Exception:
        return None
    return found.pattern if isinstance(found, re.Pattern) else found


def all_patterns() -> dict[tuple, str]:
    found = {}
    for house in HOUSES:
        for path in sorted((ROOT / house).rglob("*.py")):
            name = str(path.relative_to(ROOT))
            if "migrations" in path.parts or name in READS_OUR_OWN_FILES_ONLY:
                continue
            patterns = list(patterns_in(path.read_text("utf-8")))
            if any(pattern is None for pattern, _ in patterns):
                patterns = [one for one in patterns if one[0] is not None]
                patterns += patterns_made_by(name.removesuffix(".py").replace("/", "."))
            for number, one in enumerate(patterns):
                found[(name, number)] = one
    return found


def patterns_made_by(module: str) -> list[tuple[str | bytes | None, int]]:
    """What a module puts together while it is imported; one that makes none hides them."""
    made = [one for one in vars(import_module(module)).values() if isinstance(one, re.Pattern)]
    return [(one.pattern, one.flags) for one in made] or [(None, 0)]


PATTERNS = all_patterns()


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


def cpu_limited(pattern: str | bytes, flags: int, seconds: int = CPU_SECONDS) -> int:
    """How a process ends that tries ``pattern`` out within its share of CPU time."""
    code = (
        "from importlib import util;"
        f"spec = util.spec_from_file_location('worst', {__file__!r});"
        "worst = util.module_from_spec(spec); spec.loader.exec_module(worst);"
        f"worst.try_out({pattern!r}, {flags!r})"
    )

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    return subprocess.run([sys.executable, "-c", code], preexec_fn=limit, check=False).returncode


def test_every_pattern_can_be_read_from_its_file():
    """One that is put together while running would not be tried."""
    unreadable = [where for where, (pattern, _) in PATTERNS.items() if pattern is None]

    assert unreadable == []
    assert len(PATTERNS) > 20


@pytest.mark.parametrize("where", PATTERNS, ids=lambda where: f"{where[0]}-{where[1]}")
def test_a_pattern_is_linear(where):
    assert cpu_limited(*PATTERNS[where]) == 0


@pytest.mark.parametrize(
    "pattern",
    [
        r"[t ]?\s*(午前|午後)?\d{1,2}[:：時].*$",  # the clock that cost 21 s for 6 kB
        r"(a|a)+$",
        r"(\d+)*x",
        r"\s+$",
        r"\[([^\]]+)\]\(",
    ],
)
def test_a_pattern_that_is_not_is_found(pattern):
    assert cpu_limited(pattern, 0, seconds=3) != 0
