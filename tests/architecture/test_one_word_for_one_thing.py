"""What people read says the same thing in the same word (docs/glossary.md): the other variants
stand in no template and in no message."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
HOUSES = ("diary", "ldn_app", "education")
# They read what people write in other diaries, in whatever word.
READS_ANY_WORD = {
    "diary/importing/domain/typed_answers.py",
    "diary/importing/table/names.py",
}

# The word that we use → the words for the same thing that we do not.
INSTEAD_OF = {
    "飲んだ": r"服用し[たま]|服薬し[たま]|のんだ|のみました",
    "飲まなかった": r"とば[しさすせ]|飛ば[しさすせ]|服用しな|服用せず|のま(?:な|ず)|飲み忘れ",
    "未記録": r"記録なし|記録がない夜",
    "計画": r"処方の計画|処方計画|服薬計画",
    "オピオイドの薬": r"痛み止めについての答え|麻薬系の薬|オピオイド薬",
    "ほかのアプリに渡すリンク": r"アプリで読むリンク",
    "生活の制限(PS)": r"(?<!生活の制限\()(?<![A-Z])PSを|[日次]のPS",
    "N分前に": r"前の記録から",
}


def texts() -> Iterator[tuple[str, str]]:
    """Where a text that people read stands, and the text: templates, scripts, our own messages."""
    for folder, pattern in (("templates", "**/*.html"), ("templates", "**/*.txt")):
        for path in (ROOT / folder).glob(pattern):
            yield _name(path), _without_comments(path.read_text(encoding="utf-8"))
    for path in (ROOT / "static" / "js").rglob("*.js"):
        yield _name(path), path.read_text(encoding="utf-8")
    for house in HOUSES:
        for path in (ROOT / house).rglob("*.yaml"):
            yield _name(path), path.read_text(encoding="utf-8")
        for path in (ROOT / house).rglob("*.py"):
            if "migrations" not in path.parts and _name(path) not in READS_ANY_WORD:
                yield _name(path), "\n".join(_literals(path))


def _name(path: Path) -> str:
    return str(path.relative_to(ROOT))


def _without_comments(template: str) -> str:
    template = re.sub(r"{#.*?#}", "", template)
    return re.sub(r"{% comment %}.*?{% endcomment %}", "", template, flags=re.DOTALL)


def _literals(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
    docstrings = {
        id(node.body[0].value)
        for node in ast.walk(tree)
        if isinstance(node, documented) and node.body and isinstance(node.body[0], ast.Expr)
    }
    for node in ast.walk(tree):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and id(node) not in docstrings:
            yield node.value


@pytest.mark.parametrize("word", INSTEAD_OF)
def test_no_other_word_says_the_same(word):
    other = re.compile(INSTEAD_OF[word])

    found = {f"{name}: {match[0]}" for name, text in texts() for match in other.finditer(text)}

    assert found == set()


def test_the_words_are_in_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")

    assert [word for word in INSTEAD_OF if word != "N分前に" and word not in glossary] == []
