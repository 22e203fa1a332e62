"""What has to be true before the first page: tables, cache table, static files."""

import hashlib
import os
from pathlib import Path

import django
from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command


def prepare() -> None:
    """Safe to repeat; on a second start it only looks."""
    call_command("migrate", interactive=False, verbosity=0)
    call_command("createcachetable", verbosity=0)
    collect_changed_files()


def collect_changed_files() -> None:
    """Collecting takes seconds (hashes, compression), so it happens only after a change."""
    stamp = Path(settings.STATIC_ROOT) / ".collected"
    wanted = fingerprint()
    if stamp.exists() and stamp.read_text() == wanted:
        return
    call_command("collectstatic", interactive=False, verbosity=0)
    stamp.write_text(wanted)


def fingerprint() -> str:
    """Differs as soon as a static file or the way in which they are stored differs."""
    digest = hashlib.sha256(repr(settings.STORAGES["staticfiles"]).encode())
    for finder in get_finders():
        for name, storage in finder.list(ignore_patterns=[]):
            with storage.open(name) as file:
                content = hashlib.sha256(file.read()).hexdigest()
            digest.update(f"{name}\0{content}\n".encode())
    return digest.hexdigest()


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "ldn_app.settings.development")
    django.setup()
    prepare()
