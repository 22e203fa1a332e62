"""The few SVG elements that the charts are made of, as text."""

from collections.abc import Iterable
from xml.sax.saxutils import escape, quoteattr

Number = int | float


class Svg(str):
    """SVG whose words were escaped when it was made; a template prints it as it stands."""

    __slots__ = ()

    def __html__(self) -> str:
        return self


def number(value: Number) -> str:
    """At most one decimal: a tenth of a unit is finer than any printer.

    Rounded to the sixth decimal first, so that the last bit of a float, which depends on the order
    of a sum and on the version of Python, never decides about a coordinate. Zero has no sign.
    """
    return f"{round(round(value, 6), 1) + 0.0:g}"


def width_in_letters(words: str) -> float:
    """About how wide ``words`` are, in the width of a kana; a Latin letter has two thirds of it.

    Counted in hundredths: since Python 3.12 ``sum`` adds floats more exactly than before.
    """
    return sum(62 if ord(letter) < 0x100 else 100 for letter in words) / 100


def element(name: str, content: str = "", **attributes: Number | str | None) -> str:
    """``content`` is SVG already; attributes are escaped, None leaves one out."""
    words = "".join(
        f" {key.rstrip('_').replace('_', '-')}="
        + (quoteattr(value) if isinstance(value, str) else f'"{number(value)}"')
        for key, value in attributes.items()
        if value is not None
    )
    return f"<{name}{words}>{content}</{name}>" if content else f"<{name}{words}/>"


def text(words: str, x: Number, y: Number, **attributes: Number | str | None) -> str:
    return element("text", escape(words), x=x, y=y, **attributes)


def path(steps: Iterable[str], **attributes: Number | str | None) -> str:
    return element("path", d="".join(steps), **attributes)


def link(content: Iterable[str], *, href: str, label: str, **attributes: str) -> str:
    """``content`` that leads to ``href``; ``label``: what a screen reader says instead of it."""
    return element("a", "".join(content), href=href, aria_label=label, **attributes)


def move_to(x: Number, y: Number) -> str:
    return f"M{number(x)} {number(y)}"


def line_to(x: Number, y: Number) -> str:
    return f"L{number(x)} {number(y)}"


def across(x: Number) -> str:
    return f"H{number(x)}"


def box(left: Number, top: Number, right: Number, bottom: Number) -> str:
    """A closed rectangle as a piece of a path."""
    return f"{move_to(left, top)}H{number(right)}V{number(bottom)}H{number(left)}Z"


def hatch(
    left: Number, top: Number, right: Number, bottom: Number, gap: Number, *, rising: bool = True
) -> Iterable[str]:
    """Slanted lines that fill a rectangle, as pieces of a path. ``gap``: from line to line.

    Computed instead of a ``<pattern>``: it prints the same everywhere and needs no id.
    """
    height = bottom - top
    start = left - height + gap / 2
    while start < right:
        x_low, x_high = max(start, left), min(start + height, right)
        if x_high > x_low:
            low, high = bottom - (x_low - start), bottom - (x_high - start)
            if not rising:
                low, high = top + bottom - low, top + bottom - high
            yield move_to(x_low, low) + line_to(x_high, high)
        start += gap


def figure(
    content: Iterable[str],
    *,
    width: Number,
    height: Number,
    title: str,
    description: str,
    role: str = "img",
) -> Svg:
    """A whole chart. Title and description are what a screen reader and the PDF's tags say.
    ``role`` "group" where it holds links, which are not to be hidden behind the title."""
    words = element("title", escape(title)) + element("desc", escape(description))
    return Svg(
        element(
            "svg",
            words + "".join(content),
            viewBox=f"0 0 {number(width)} {number(height)}",
            width=width,
            height=height,
            role=role,
            aria_label=title,
        )
    )
