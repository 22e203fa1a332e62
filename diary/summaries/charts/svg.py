"""The elements that charts are made of; the library draws its pictures with the same."""

from ldn_app.ui.svg import (
    Number,
    Svg,
    across,
    box,
    element,
    figure,
    hatch,
    line_to,
    move_to,
    number,
    path,
    text,
)

__all__ = [
    "Number",
    "Svg",
    "across",
    "box",
    "element",
    "figure",
    "hatch",
    "line_to",
    "move_to",
    "number",
    "path",
    "text",
]
