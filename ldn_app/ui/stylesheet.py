"""One stylesheet, ``css/app.css``, out of the many small files in ``static/css``.

The sources stay one file per component; a first visit costs one request. Custom properties of
the vendored design tokens that nobody uses are left out. ``css/library.css`` is one more, which
only the pages of the library load.
"""

import re
from pathlib import Path

from django.conf import settings

from .built_files import BuiltFilesFinder

NAME = "css/app.css"
LIBRARY = "css/library.css"
LAYERS = "@layer tokens, base, layout, components;"
SOURCE_DIR = settings.BASE_DIR / "static" / "css"
VENDORED_TOKENS = settings.BASE_DIR / "static" / "vendor" / "design-tokens" / "tokens.css"
BUILD_DIR = settings.DATA_DIR / "stylesheet"


def source_files(folder: Path = SOURCE_DIR) -> list[Path]:
    """Our own files in the order of the layers."""
    names = ("tokens.css", "base.css", "layout.css")
    return [*(folder / name for name in names), *sorted((folder / "components").glob("*.css"))]


def build_stylesheet(sources: list[Path], vendored: Path) -> str:
    own = "".join(source.read_text(encoding="utf-8") for source in sources)
    tokens = used_properties(vendored.read_text(encoding="utf-8"), wanted_by=own)
    head = f"@layer tokens{{:root{{{tokens}}}}}"
    return LAYERS + minified(head + own)


def build_library_stylesheet(folder: Path = SOURCE_DIR) -> str:
    """What the library's pages need beside ``css/app.css``, in the same layers."""
    sources = sorted((folder / "library").glob("*.css"))
    return minified("".join(source.read_text(encoding="utf-8") for source in sources))


def used_properties(css: str, *, wanted_by: str) -> str:
    """The custom properties of ``css`` that ``wanted_by`` refers to, directly or by another."""
    known = dict(re.findall(r"(--[\w-]+):\s*([^;]+);", css))
    wanted = [name for name in _references(wanted_by) if name in known]
    chosen: dict[str, str] = {}
    while wanted:
        name = wanted.pop()
        if name not in chosen:
            chosen[name] = known[name]
            wanted.extend(other for other in _references(known[name]) if other in known)
    return "".join(f"{name}:{chosen[name]};" for name in sorted(chosen))


def _references(css: str) -> list[str]:
    return re.findall(r"var\((--[\w-]+)", css)


def minified(css: str) -> str:
    """Without comments and needless whitespace; strings in our sources hold neither."""
    css = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    css = re.sub(r"\s+", " ", css)
    css = re.sub(r" ?([{};,>]) ?", r"\1", css)
    css = re.sub(r": ", ":", css)
    return css.replace(";}", "}").strip()


class StylesheetFinder(BuiltFilesFinder):
    """Gives both stylesheets."""

    names = (NAME, LIBRARY)

    def folder(self) -> Path:
        return BUILD_DIR

    def build(self, name: str) -> str:
        if name == LIBRARY:
            return build_library_stylesheet()
        return build_stylesheet(source_files(), VENDORED_TOKENS)
