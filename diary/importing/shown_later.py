"""What a worker found in a large file, kept as JSON until its page is opened."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from .preview import Preview
from .problems import RowProblem
from .table.combining import Which
from .table.shown import ShownLine
from .table.told import Told


def preview_as_json(preview: Preview) -> dict[str, Any]:
    return asdict(preview)


def preview_from_json(kept: Mapping[str, Any]) -> Preview:
    return Preview(
        **{
            **kept,
            "facts": tuple(map(tuple, kept["facts"])),
            "examples": tuple(kept["examples"]),
            "left_out": tuple(kept["left_out"]),
            "problems": tuple(RowProblem(**one) for one in kept["problems"]),
        }
    )


def rows_as_json(lines: list[ShownLine], told: Told, layout: str) -> dict[str, Any]:
    return {"lines": [asdict(line) for line in lines], "told": asdict(told), "layout": layout}


def rows_from_json(kept: Mapping[str, Any]) -> dict[str, Any]:
    """The context of the preview page."""
    told = {**kept["told"], "which": Which(kept["told"]["which"])}
    return {
        "lines": [ShownLine(**line) for line in kept["lines"]],
        "told": Told(**told),
        "layout": kept["layout"],
    }
