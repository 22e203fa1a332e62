"""WCAG 2.2 AA for every pair of colours that meet on a page, in every theme."""

import pytest

from .css_tokens import contrast, themes

GROUNDS = ("page", "surface", "sunken")
SOFT = {
    "danger": "danger-soft",
    "warning": "warning-soft",
    "success": "success-soft",
    "info": "info-soft",
}
TEXTS = [
    *((text, ground) for ground in GROUNDS for text in ("text", "text-quiet", "link")),
    *((text, ground) for ground in ("page", "surface") for text in SOFT),
    *SOFT.items(),
    *(("text", soft) for soft in (*SOFT.values(), "primary-soft")),
    *(("text-quiet", soft) for soft in (*SOFT.values(), "primary-soft")),
    *(("link", soft) for soft in (*SOFT.values(), "primary-soft")),
    ("on-primary", "primary"),
    ("on-danger", "danger"),
]
SHAPES = [
    *((shape, ground) for ground in ("page", "surface") for shape in ("control-line", "primary")),
    *((shape, ground) for ground in ("page", "surface") for shape in ("focus", "moon")),
    ("primary", "primary-soft"),
    ("control-line", "primary-soft"),
]


@pytest.mark.parametrize("theme", ["light", "dark", "auto at night"])
@pytest.mark.parametrize(("text", "ground"), TEXTS)
def test_text_can_be_read(theme, text, ground):
    colours = themes()[theme]

    assert contrast(colours[f"--color-{text}"], colours[f"--color-{ground}"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark", "auto at night"])
@pytest.mark.parametrize(("shape", "ground"), SHAPES)
def test_controls_and_focus_can_be_seen(theme, shape, ground):
    colours = themes()[theme]

    assert contrast(colours[f"--color-{shape}"], colours[f"--color-{ground}"]) >= 3


def test_the_night_is_the_same_whether_chosen_or_wished_by_the_system():
    assert themes()["dark"] == themes()["auto at night"]


def test_the_night_is_dim():
    night = themes()["dark"]

    assert contrast(night["--color-page"], "#000000") < 1.3
    assert contrast(night["--color-text"], night["--color-page"]) < 14
