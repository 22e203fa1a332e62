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
from pathlib import Path

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
WORST_INPUTS = Path(__file__).with_name("worst_inputs.py")
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


def cpu_limited(pattern: str | bytes, flags: int, seconds: int = CPU_SECONDS) -> int:
    """How a process ends that tries ``pattern`` out within its share of CPU time."""

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))

    command = [sys.executable, "-S", WORST_INPUTS, repr(pattern), str(int(flags))]
    return subprocess.run(command, preexec_fn=limit, check=False).returncode


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
