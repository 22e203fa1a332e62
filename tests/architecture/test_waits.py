"""Every wait of a test ends by one generous figure (tests/waiting.py): a smaller one of its own
turns the suite red on a slow machine, and one without an end holds it for ever."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PAUSES = {"sleep", "wait_for_timeout"}
LIMIT = "gives_up"  # what a loop of its own compares the time with


def modules() -> Iterator[tuple[str, str]]:
    """The tests; the bench prints figures and is no test."""
    for path in sorted((ROOT / "tests").rglob("*.py")):
        if "bench" not in path.parts and path != Path(__file__):
            yield str(path.relative_to(ROOT)), path.read_text(encoding="utf-8")


def own_figures(source: str) -> Iterator[ast.AST]:
    """``timeout=30`` of a wait and ``monotonic() + 30``."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and called(node) != "set":  # a cache's, which is no wait
            yield from (
                one for one in node.keywords if one.arg == "timeout" and is_figure(one.value)
            )
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Add) and is_figure(node.right):
            yield from [node] if "monotonic" in ast.unparse(node.left) else []


def endless_loops(source: str) -> Iterator[ast.AST]:
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.While):
            pauses = any(isinstance(n, ast.Call) and called(n) in PAUSES for n in ast.walk(node))
            if pauses and LIMIT not in ast.unparse(node):
                yield node


def is_figure(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, int | float)


def called(node: ast.Call) -> str:
    return getattr(node.func, "attr", getattr(node.func, "id", ""))


def test_no_wait_has_a_figure_of_its_own():
    found = [f"{name}:{node.lineno}" for name, text in modules() for node in own_figures(text)]

    assert found == []


def test_no_wait_is_endless():
    found = [f"{name}:{node.lineno}" for name, text in modules() for node in endless_loops(text)]

    assert found == []


def test_no_script_of_a_page_waits_by_itself():
    """``page.evaluate`` knows no limit: what it looks at is asked again from here."""
    loops = re.compile(r"while \(.*setTimeout", re.DOTALL)

    assert [name for name, text in modules() if loops.search(text)] == []


def test_what_is_looked_for_would_be_found():
    assert list(own_figures("worker.wait(timeout=30)"))
    assert list(own_figures("gives_up = time.monotonic() + 10"))
    assert list(endless_loops("while not ready():\n    time.sleep(1)"))
    assert not list(endless_loops("while not ready() and now() < gives_up:\n    time.sleep(1)"))
