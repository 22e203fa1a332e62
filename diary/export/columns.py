"""What each column of the export means: words from a data file, the rest from the models."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml
from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from ldn_app.access.privacy_classes import PrivacyClass

from .tables import FIELD_OF_COLUMN, ExportTable

DATA_FILE = Path(__file__).with_name("data") / "columns.yaml"


@dataclass(frozen=True, slots=True)
class ExportColumn:
    """``choices``: stored value and its words; empty where any value is allowed."""

    name: str
    words: str
    kind: str
    choices: tuple[tuple[object, str], ...]
    privacy: PrivacyClass


def title_of(label: str) -> str:
    """What a table holds, in words; its name where the data file has none."""
    return _words()["tables"].get(label, {}).get("title", label)


def columns_of(table: ExportTable) -> Iterator[ExportColumn]:
    """The columns of a table in their order."""
    for name, privacy in table.columns.items():
        field = field_of(table.label, name)
        yield ExportColumn(
            name, words_of(table.label, name), kind_of(field), choices_of(field), privacy
        )


def words_of(label: str, name: str) -> str:
    """What a column means; its name where the data file has no words: an export must not
    fail because of them. A test looks for such columns."""
    return _found(label, name) or name


def without_words(table: ExportTable) -> list[str]:
    """The columns of which the data file says nothing."""
    return [name for name in table.columns if not _found(table.label, name)]


def _found(label: str, name: str) -> str | None:
    own = _words()["tables"].get(label, {}).get("columns", {})
    return own.get(name) or _words()["common"].get(name)


def field_of(label: str, name: str) -> models.Field:
    """The field whose column is ``name`` (a foreign key under its column's name)."""
    fields = apps.get_model(label)._meta.concrete_fields
    name = FIELD_OF_COLUMN.get((label, name), name)
    return next(field for field in fields if name in (field.attname, field.name))


def choices_of(field: models.Field) -> tuple[tuple[object, str], ...]:
    return tuple((value, str(words)) for value, words in field.flatchoices)


def kind_of(field: models.Field) -> str:
    """What sort of value the column holds, in words."""
    kinds = {
        models.DateTimeField: _("日時(世界標準時)"),
        models.DateField: _("日付"),
        models.TimeField: _("時刻"),
        models.BooleanField: _("はい(true)・いいえ(false)"),
        models.DecimalField: _("数"),
        models.IntegerField: _("整数"),
        models.ForeignKey: _("整数"),
        models.UUIDField: _("記号"),
        models.JSONField: _("いくつかの言葉"),
    }
    return next((words for kind, words in kinds.items() if isinstance(field, kind)), _("文字"))


def columns_document(tables: Iterable[ExportTable]) -> Iterator[str]:
    """The document in Markdown for the ZIP and for docs/, line by line."""
    yield f"# {_('CSVの列の説明')}"
    yield ""
    yield _("空の欄は「答えていない」です。0 や false とはちがいます。")
    for table in tables:
        yield ""
        yield f"## {table.file_name}: {title_of(table.label)}"
        yield ""
        yield _("| 列 | 意味 | 形 | 中の言葉 | 分類 |")
        yield "| --- | --- | --- | --- | --- |"
        for column in columns_of(table):
            choices = "、".join(f"{value}={words}" for value, words in column.choices)
            cells = (column.name, column.words, column.kind, choices, column.privacy)
            yield "| " + " | ".join(cell.replace("|", "/") for cell in cells) + " |"


@cache
def _words() -> dict:
    return yaml.safe_load(DATA_FILE.read_text(encoding="utf-8"))
