"""Static files that are put together out of several sources when they are asked for: no build."""

import os
from collections.abc import Iterator
from pathlib import Path

from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage


class BuiltFilesFinder(BaseFinder):
    """Gives the files to runserver, to collectstatic and so to every static storage.

    A subclass says their ``names``, what stands in them (``build``) and the ``folder`` to keep
    them in.
    """

    names: tuple[str, ...] = ()

    def __init__(self, app_names=None, *args, **kwargs) -> None:
        self.storage = FileSystemStorage(location=self.folder())
        super().__init__(*args, **kwargs)

    def folder(self) -> Path:
        raise NotImplementedError

    def build(self, name: str) -> str:
        raise NotImplementedError

    def find(self, path: str, find_all: bool = False, **kwargs):
        if path not in self.names:
            return []
        found = str(self._written(path))
        return [found] if find_all else found

    def list(self, ignore_patterns) -> Iterator[tuple[str, FileSystemStorage]]:
        for name in self.names:
            self._written(name)
            yield name, self.storage

    def _written(self, name: str) -> Path:
        """Write the file unless it stands there already; two processes may do it at once."""
        target, text = self.folder() / name, self.build(name)
        if not target.exists() or target.read_text(encoding="utf-8") != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            scratch = target.with_suffix(f".{os.getpid()}.part")
            scratch.write_text(text, encoding="utf-8")
            scratch.replace(target)
        return target
