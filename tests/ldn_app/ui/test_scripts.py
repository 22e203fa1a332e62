"""Few script files out of many small ones."""

from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.core.management import call_command

from ldn_app.ui import scripts


@pytest.fixture(autouse=True)
def built_here(tmp_path, monkeypatch):
    monkeypatch.setattr(scripts, "BUILD_DIR", tmp_path / "built")


@pytest.mark.parametrize("name", scripts.BUNDLES)
def test_a_bundle_holds_its_sources_whole_and_in_order(name):
    text = Path(finders.find(name)).read_text(encoding="utf-8")

    places = [
        text.index((settings.BASE_DIR / "static" / source).read_text(encoding="utf-8"))
        for source in scripts.BUNDLES[name]
    ]
    assert places == sorted(places)


def test_they_are_collected_under_hashed_names(tmp_path, settings):
    settings.STATIC_ROOT = tmp_path / "collected"
    settings.STATICFILES_FINDERS = ["ldn_app.ui.scripts.ScriptFinder"]
    backend = "whitenoise.storage.CompressedManifestStaticFilesStorage"
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": backend}}

    call_command("collectstatic", interactive=False, verbosity=0)

    for name in scripts.BUNDLES:
        assert list((tmp_path / "collected").glob(name.replace(".js", ".????????????.js")))


@pytest.mark.parametrize("name", scripts.BUNDLES)
def test_they_are_no_files_of_the_repository(name):
    assert not (settings.BASE_DIR / "static" / name).exists()
