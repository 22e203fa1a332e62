"""The colours of the stylesheet, read from the CSS that is delivered."""

import re

from ldn_app.ui.stylesheet import VENDORED_TOKENS, build_stylesheet, source_files

RULE = r"{selector}{{([^}}]*)}}"


def _properties(block: str) -> dict[str, str]:
    return dict(re.findall(r"(--[\w-]+):([^;]+)", block))


def _block(css: str, selector: str) -> dict[str, str]:
    found: dict[str, str] = {}
    for block in re.findall(RULE.format(selector=re.escape(selector)), css):
        found |= _properties(block)
    return found


def themes() -> dict[str, dict[str, str]]:
    """Every theme's custom properties, references resolved: light, dark and auto at night."""
    css = build_stylesheet(source_files(), VENDORED_TOKENS)
    light = _block(css, ":root")
    by_theme = {
        "light": light,
        "dark": light | _block(css, '[data-theme="dark"]'),
        "auto at night": light | _block(css, '[data-theme="auto"]'),
    }
    return {name: {key: _resolved(key, all_) for key in all_} for name, all_ in by_theme.items()}


def _resolved(name: str, properties: dict[str, str]) -> str:
    value = properties[name]
    while reference := re.fullmatch(r"var\((--[\w-]+)\)", value):
        value = properties[reference.group(1)]
    return value


def contrast(one: str, other: str) -> float:
    """WCAG 2 contrast of two #rrggbb colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    digits = colour.lstrip("#")
    if len(digits) == 3:
        digits = "".join(digit * 2 for digit in digits)
    red, green, blue = (_linear(int(digits[at : at + 2], 16) / 255) for at in (0, 2, 4))
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4
