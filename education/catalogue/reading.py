"""From the files to the catalogue. Forgives nothing in form; what it means is for the checks."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import yaml

from .entries import (
    Catalogue,
    Claim,
    DifferenceRow,
    Figure,
    Ingredient,
    MustKnow,
    Page,
    PageChange,
    PeopleRow,
    Reference,
    Term,
)

HEAD = re.compile(r"\A---\n(?P<head>.*?)\n---\n(?P<body>.*)\Z", re.DOTALL)
BOOLEAN = "tag:yaml.org,2002:bool"
ROW_KINDS = {"people": PeopleRow, "differences": DifferenceRow}


class ContentUnreadable(Exception):
    """A file does not have the form of its kind; the message names the file and the entry."""


class _Loader(yaml.CSafeLoader):
    """Refuses a key that stands twice, which YAML would let pass with the last one winning.

    Only true and false are booleans: ``on:`` is a key of ours.
    """

    yaml_implicit_resolvers = {
        first: [(tag, form) for tag, form in forms if tag != BOOLEAN]
        for first, forms in yaml.CSafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        twice = {key for key in keys if keys.count(key) > 1}
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"twice: {twice}", node.start_mark)
        return super().construct_mapping(node, deep)


_Loader.add_implicit_resolver(BOOLEAN, re.compile(r"true|false"), list("tf"))


def read_catalogue(folder: Path) -> Catalogue:
    """Everything below ``folder`` (``education/``). A missing YAML file counts as an empty one,
    and each kind may be split over several (``references.yaml``, ``references_japan.yaml``).

    Raises ContentUnreadable.
    """
    return Catalogue(
        pages=_pages(folder / "content" / "ja", language="ja"),
        english=_pages(folder / "content" / "en", language="en"),
        references={
            key: _made(Reference, {**entry, "key": key}, f"references.yaml: {key}")
            for key, entry in _mapping(folder, "references").items()
        },
        terms=_entries(folder, "glossary", Term),
        claims=_entries(folder, "claims", Claim, _claim),
        figures={key: _figure(key, entry) for key, entry in _mapping(folder, "figures").items()},
        readings=_mapping(folder, "ruby"),
        changes=_entries(folder, "changes", PageChange),
        ingredients=_entries(folder, "ingredients", Ingredient),
        must_knows=_entries(folder, "must_knows", MustKnow),
    )


def read_page(text: str, *, slug: str, topic: str, language: str, where: str) -> Page:
    """One page from the text of its file."""
    match = HEAD.match(text)
    if match is None:
        raise ContentUnreadable(f"{where}: no front matter between two lines of ---")
    head = _yaml(match["head"], where) or {}
    given = {**head, "slug": slug, "topic": topic, "language": language, "body": match["body"]}
    return _made(Page, given, where)


def _pages(folder: Path, *, language: str) -> tuple[Page, ...]:
    pages = [
        read_page(
            path.read_text(encoding="utf-8"),
            slug=path.stem,
            topic=path.parent.relative_to(folder).as_posix(),
            language=language,
            where=path.relative_to(folder.parents[1]).as_posix(),
        )
        for path in sorted(folder.rglob("*.md"))
    ]
    return tuple(sorted(pages, key=lambda page: (page.order, page.slug)))


def _entries(
    folder: Path, name: str, kind: type, change: Callable[[dict], dict] = lambda entry: entry
) -> tuple[Any, ...]:
    made = []
    for path in _files(folder, name):
        found = _yaml(path.read_text(encoding="utf-8"), path.name) or []
        if not isinstance(found, list):
            raise ContentUnreadable(f"{path.name}: not a list")
        made += [
            _made(kind, change(entry), f"{path.name}: entry {at}")
            for at, entry in enumerate(found, 1)
        ]
    return tuple(made)


def _mapping(folder: Path, name: str) -> dict[str, Any]:
    made: dict[str, Any] = {}
    for path in _files(folder, name):
        found = _yaml(path.read_text(encoding="utf-8"), path.name) or {}
        if not isinstance(found, dict):
            raise ContentUnreadable(f"{path.name}: not a mapping")
        if twice := made.keys() & found.keys():
            raise ContentUnreadable(f"{path.name}: stands in another file too: {twice}")
        made |= found
    return made


def _files(folder: Path, name: str) -> list[Path]:
    """``name.yaml`` and, where it grew, ``name_more.yaml``."""
    return sorted([*folder.glob(f"{name}.yaml"), *folder.glob(f"{name}_*.yaml")])


def _claim(entry: dict) -> dict:
    rest = {name: value for name, value in entry.items() if name != "verdict"}
    return {**rest, "verdicts": _several(entry.get("verdict"))}


def _figure(key: str, entry: dict) -> Figure:
    entry, where = dict(entry), f"figures.yaml: {key}"
    row_kind = ROW_KINDS.get(entry.get("kind"))
    if row_kind is None:
        raise ContentUnreadable(f"{where}: kind is one of {', '.join(ROW_KINDS)}")
    rows = tuple(_made(row_kind, row, where) for row in entry.pop("rows", ()))
    notes = _several(entry.pop("note", ()))
    return _made(Figure, {**entry, "key": key, "rows": rows, "notes": notes}, where)


def _several(value: object) -> tuple:
    if value is None:
        return ()
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _made(kind: type, given: Mapping[str, Any], where: str) -> Any:
    """``given`` as ``kind``; lists become tuples, numbers that stand for text become text."""
    try:
        return kind(**dict(_plain(kind, given)))
    except (TypeError, ValueError) as trouble:
        raise ContentUnreadable(f"{where}: {trouble}") from None


def _plain(kind: type, given: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    if not isinstance(given, Mapping):
        raise TypeError("not a mapping")
    for name, value in given.items():
        annotation = str(kind.__annotations__.get(name, ""))
        if "tuple[str" in annotation:
            yield name, tuple(str(one) for one in _several(value))
        elif "tuple[" in annotation:
            yield name, _several(value)
        elif "str" in annotation and isinstance(value, int | float):
            yield name, str(value)
        elif name == "body" or not isinstance(value, str):
            yield name, value
        else:
            yield name, value.strip()


def _yaml(text: str, where: str) -> Any:
    loader = _Loader(text)
    try:
        return loader.get_single_data()
    except yaml.YAMLError as trouble:
        raise ContentUnreadable(f"{where}: {trouble}") from None
    finally:
        loader.dispose()
