"""People read Japanese: no text of a component may fall back to English."""

from pathlib import Path

import allauth
import django
import polib
import pytest
from django.conf import settings
from django.utils.translation import trans_real

from tests.architecture.component_texts import texts_in

DJANGO = Path(django.__file__).parent
ALLAUTH = Path(allauth.__file__).parent
USED = [
    *(DJANGO / name for name in ("core", "forms", "http", "utils", "views")),
    *(DJANGO / "contrib" / name for name in ("admin", "auth", "humanize", "messages")),
    *(ALLAUTH / name for name in ("account", "core", "mfa", "usersessions")),
    *(ALLAUTH / "templates" / name for name in ("account", "allauth", "mfa", "usersessions")),
]


def is_translated(message: str) -> bool:
    catalogue = trans_real.translation("ja")._catalog
    return any(key in catalogue for key in (message, (message, 0)))


@pytest.mark.parametrize("folder", USED, ids=lambda path: "/".join(path.parts[-2:]))
def test_every_text_of_a_component_has_a_japanese_translation(folder):
    assert folder.exists()

    missing = {message: path for message, path in texts_in(folder) if not is_translated(message)}

    assert missing == {}


def test_compiled_catalogues_agree_with_their_sources():
    """Otherwise people read another text than the one that was reviewed."""
    for source in (path for folder in settings.LOCALE_PATHS for path in Path(folder).rglob("*.po")):
        compiled = polib.mofile(str(source.with_suffix(".mo")))

        assert texts_of(compiled) == texts_of(polib.pofile(str(source)))


def texts_of(catalogue) -> dict[tuple[str | None, str], str]:
    return {(entry.msgctxt, entry.msgid): entry.msgstr for entry in catalogue}


def test_missing_translation_is_found(tmp_path):
    (tmp_path / "forms.py").write_text('label = _("Nobody translated this")')
    page = "{% load i18n %}{% blocktranslate %}Nor %{ this }{% endblocktranslate %}"
    (tmp_path / "page.html").write_text(page)

    found = [message for message, _ in texts_in(tmp_path)]

    assert found == ["Nobody translated this", "Nor %%{ this }"]
    assert not any(is_translated(message) for message in found)
