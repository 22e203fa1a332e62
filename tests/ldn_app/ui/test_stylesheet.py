"""One small stylesheet out of many files, from every door through which static files leave."""

import gzip
import re

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from ldn_app.ui import stylesheet
from ldn_app.ui.stylesheet import (
    LAYERS,
    LIBRARY,
    NAME,
    SOURCE_DIR,
    VENDORED_TOKENS,
    build_library_stylesheet,
    build_stylesheet,
    minified,
    source_files,
    used_properties,
)

BUDGET_GZ_BYTES = 8_000


@pytest.fixture
def css() -> str:
    return build_stylesheet(source_files(), VENDORED_TOKENS)


def test_the_order_of_the_layers_comes_first(css):
    assert css.startswith(LAYERS)
    for layer in ("tokens", "base", "layout", "components"):
        assert f"@layer {layer}{{" in css


def test_every_source_stands_in_a_layer():
    for source in [*source_files(), *(SOURCE_DIR / "library").glob("*.css")]:
        text = re.sub(r"/\*.*?\*/", "", source.read_text(encoding="utf-8"), flags=re.DOTALL)

        assert re.fullmatch(r"\s*@layer \w+ \{.*\}\s*", text, flags=re.DOTALL), source.name
        assert text.count("{") == text.count("}"), source.name
        assert len(text.splitlines()) <= 200, source.name


def test_it_stays_within_its_share_of_a_first_visit(css):
    assert len(gzip.compress(css.encode(), 9)) <= BUDGET_GZ_BYTES


def test_every_property_that_is_used_is_known(css):
    known = set(re.findall(r"(--[\w-]+):", css))
    used = set(re.findall(r"var\((--[\w-]+)", css))

    assert used - known == set()


def test_the_library_uses_properties_that_every_page_has(css):
    used = set(re.findall(r"var\((--[\w-]+)", build_library_stylesheet()))

    assert used - set(re.findall(r"(--[\w-]+):", css)) == set()


def test_the_librarys_own_sheet_is_found_beside_it(built_here):
    with open(finders.find(LIBRARY), encoding="utf-8") as file:
        assert file.read() == build_library_stylesheet()


def test_components_use_our_tokens_and_no_colour_of_their_own():
    for source in source_files():
        if source.parent.name in ("components", "library"):
            colours = set(re.findall(r"#[0-9a-f]{3,8}\b", source.read_text(encoding="utf-8")))
            # Print and the ground of a QR code are black and white on purpose.
            assert colours <= {"#000", "#fff"}, source.name


def test_vendored_tokens_that_nobody_uses_are_left_out():
    vendored = ":root { --a: 1px; --b: var(--c); --c: red; --d: blue; }"

    assert used_properties(vendored, wanted_by="p { color: var(--b) }") == "--b:var(--c);--c:red;"


def test_comments_and_needless_space_are_left_out():
    css = "/* why */\n.a > .b,\n.c :hover {\n  margin: calc(1px + 2px) 0;\n}\n"

    assert minified(css) == ".a>.b,.c :hover{margin:calc(1px + 2px) 0}"


@pytest.fixture
def built_here(tmp_path, monkeypatch):
    monkeypatch.setattr(stylesheet, "BUILD_DIR", tmp_path / "built")


def test_the_finder_serves_it_in_development(built_here, css):
    with open(finders.find(NAME), encoding="utf-8") as file:
        assert file.read() == css


def test_a_change_of_a_source_reaches_the_next_request(built_here, tmp_path, monkeypatch):
    other = tmp_path / "other.css"
    finders.find(NAME)
    other.write_text("@layer base { p { margin: 0 } }", encoding="utf-8")
    monkeypatch.setattr(stylesheet, "source_files", lambda: [other])

    with open(finders.find(NAME), encoding="utf-8") as file:
        assert "p{margin:0}" in file.read()


@pytest.mark.parametrize(
    "backend",
    [
        "django.contrib.staticfiles.storage.ManifestStaticFilesStorage",
        "whitenoise.storage.CompressedManifestStaticFilesStorage",
    ],
)
def test_it_is_collected_under_a_hashed_name(backend, built_here, tmp_path, settings, css):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["ldn_app.ui.stylesheet.StylesheetFinder"]
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}

    call_command("collectstatic", interactive=False, verbosity=0)

    assert list((tmp_path / "collected" / "css").glob("library.????????????.css"))
    (hashed,) = (tmp_path / "collected" / "css").glob("app.????????????.css")
    assert hashed.read_text(encoding="utf-8") == css


def test_it_is_no_file_of_the_repository():
    assert not (settings.BASE_DIR / "static" / NAME).exists()
