"""Writes what docs/formats/ says about the export anew, after a model has changed."""

from pathlib import Path

from django.conf import settings
from django.core.management.base import BaseCommand

from diary.export.record_schema import format_documents


class Command(BaseCommand):
    help = "Write docs/formats/ anew: the columns of the CSV and the JSON Schema."

    def handle(self, *args, **options) -> None:
        folder = Path(settings.BASE_DIR) / "docs" / "formats"
        folder.mkdir(exist_ok=True)
        for name, text in format_documents().items():
            (folder / name).write_text(text, encoding="utf-8")
            self.stdout.write(name)
